namespace MbimProtocol.Services;

/// <summary>MBIM_DATA_SUBCLASS.</summary>
[Flags]
public enum DataSubclass : uint
{
    None = 0,
    FiveGEndc = 0x1,
    FiveGNr = 0x2,
    FiveGNedc = 0x4,
    FiveGElte = 0x8,
    FiveGNgendc = 0x10,
}
