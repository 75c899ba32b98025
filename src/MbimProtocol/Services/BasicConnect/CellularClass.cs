namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_CELLULAR_CLASS.</summary>
[Flags]
public enum CellularClass : uint
{
    None = 0,
    Gsm = 0x1,
    Cdma = 0x2,
}
