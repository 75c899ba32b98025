namespace MbimEmulator.NamedFaults;

/// <summary>Sessions, framing and transport.</summary>
internal static partial class TransportFaults
{
    public static IEnumerable<FaultDefinition> All =>
        new[] { Sessions, Answers, Fragments, Streams, Buffers, Clients, Carriers }.SelectMany(faults => faults).OrderBy(fault => fault.Number, StringComparer.Ordinal);
}
