namespace MbimEmulator.Card;

/// <summary>What is done to a file, by its bit in an access mode byte (ISO/IEC 7816-4, table 17; ETSI TS 102 221, 9.2).</summary>
internal enum FileOperation : byte
{
    Read = 0x01,
    Update = 0x02,
    Deactivate = 0x08,
    Activate = 0x10,

    /// <summary>Not a bit: rules name INCREASE by its instruction.</summary>
    Increase = 0x32,
}
