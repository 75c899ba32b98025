namespace MbimProtocol.Services;

/// <summary>MBIM_SMS_CAPS.</summary>
[Flags]
public enum SmsCaps : uint
{
    None = 0,
    PduReceive = 0x1,
    PduSend = 0x2,
    TextReceive = 0x4,
    TextSend = 0x8,
}
