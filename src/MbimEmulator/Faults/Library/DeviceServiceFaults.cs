namespace MbimEmulator.Faults.Library;

/// <summary>Device services and the calls of mbnapi.</summary>
internal static class DeviceServiceFaults
{
    public static IEnumerable<FaultDefinition> All => [];
}
