using System.Numerics;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Core;

/// <summary>The data classes that modem and network share.</summary>
internal static class SharedDataClasses
{
    /// <summary>The classes of an LTE network.</summary>
    public const DataClass Lte = DataClass.Lte | DataClass.FiveGNsa;

    /// <summary>The classes that both have.</summary>
    public static DataClass Available(ModemProfile profile) => profile.Capabilities.DataClass & profile.Network.DataClass;

    /// <summary>The best of some classes; they stand in the order of their age.</summary>
    public static DataClass HighestOf(DataClass classes) => classes == DataClass.None ? DataClass.None : (DataClass)(1u << BitOperations.Log2((uint)classes));

    /// <summary>The name of MBIMEx 3.0 with the subclass that tells 5G apart.</summary>
    public static (DataClassV3 Class, DataSubclass Subclass) ToV3(DataClass dataClass) => dataClass switch
    {
        DataClass.FiveGNsa => (DataClassV3.FiveG, DataSubclass.FiveGEndc),
        DataClass.FiveGSa => (DataClassV3.FiveG, DataSubclass.FiveGNr),
        _ => ((DataClassV3)(uint)dataClass, DataSubclass.None),
    };
}
