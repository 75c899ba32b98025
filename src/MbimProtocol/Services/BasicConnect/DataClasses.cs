namespace MbimProtocol.Services;

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
