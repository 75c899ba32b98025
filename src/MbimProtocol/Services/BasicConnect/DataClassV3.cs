namespace MbimProtocol.Services;

/// <summary>MBIM_DATA_CLASS_V3.</summary>
[Flags]
public enum DataClassV3 : uint
{
    None = 0,
    Gprs = 0x1,
    Edge = 0x2,
    Umts = 0x4,
    Hsdpa = 0x8,
    Hsupa = 0x10,
    Lte = 0x20,
    FiveG = 0x40,
    OneXRtt = 0x10000,
    OneXEvdo = 0x20000,
    OneXEvdoRevA = 0x40000,
    OneXEvdv = 0x80000,
    ThreeXRtt = 0x100000,
    OneXEvdoRevB = 0x200000,
    Umb = 0x400000,
    Custom = 0x80000000,
}
