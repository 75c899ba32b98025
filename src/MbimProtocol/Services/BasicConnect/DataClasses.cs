namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_DATA_CLASS.</summary>
[Flags]
public enum DataClass : uint
{
    None = 0,
    Gprs = 0x1,
    Edge = 0x2,
    Umts = 0x4,
    Hsdpa = 0x8,
    Hsupa = 0x10,
    Lte = 0x20,
    FiveGNsa = 0x40,
    FiveGSa = 0x80,
    OneXRtt = 0x10000,
    OneXEvdo = 0x20000,
    OneXEvdoRevA = 0x40000,
    OneXEvdv = 0x80000,
    ThreeXRtt = 0x100000,
    OneXEvdoRevB = 0x200000,
    Umb = 0x400000,
    Custom = 0x80000000,
}

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

/// <summary>The data classes of MBIMEx 3.0 name one 5G class with subclasses; before, 5G was split into NSA and SA.</summary>
internal static class DataClasses
{
    private const uint FiveG = (uint)DataClassV3.FiveG;

    public static DataClass ToOlder(DataClassV3 newest, DataSubclass subclass)
    {
        var others = (DataClass)((uint)newest & ~FiveG);
        if ((newest & DataClassV3.FiveG) == 0)
        {
            return others;
        }

        const DataSubclass Standalone = DataSubclass.FiveGNr | DataSubclass.FiveGElte;
        var standalone = (subclass & Standalone) != 0 ? DataClass.FiveGSa : DataClass.None;
        return others | standalone | ((subclass & ~Standalone) != 0 || standalone == 0 ? DataClass.FiveGNsa : DataClass.None);
    }

    public static DataClassV3 ToNewest(DataClass older)
    {
        const DataClass Both = DataClass.FiveGNsa | DataClass.FiveGSa;
        var others = (DataClassV3)(uint)(older & ~Both);
        return (older & Both) != 0 ? others | DataClassV3.FiveG : others;
    }

    public static DataSubclass ToSubclass(DataClass older) =>
        ((older & DataClass.FiveGNsa) != 0 ? DataSubclass.FiveGEndc : DataSubclass.None)
        | ((older & DataClass.FiveGSa) != 0 ? DataSubclass.FiveGNr : DataSubclass.None);
}
