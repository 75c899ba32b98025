namespace MbimEmulator.Faults.Library;

/// <summary>What modems do wrong.</summary>
internal static class ModemFaults
{
    public static IEnumerable<FaultDefinition> All => [];
}
