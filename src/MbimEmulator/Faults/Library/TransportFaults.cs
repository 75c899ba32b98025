namespace MbimEmulator.Faults.Library;

/// <summary>Sessions, framing and transport.</summary>
internal static class TransportFaults
{
    public static IEnumerable<FaultDefinition> All => [];
}
