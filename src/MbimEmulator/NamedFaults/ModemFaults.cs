namespace MbimEmulator.NamedFaults;

/// <summary>What modems do wrong, whatever carries it.</summary>
internal static partial class ModemFaults
{
    public static IEnumerable<FaultDefinition> All =>
        new[] { Sims, Cards, Pins, Radios, Registrations, Signals, Contexts, Disconnections, Others, Surprises }.SelectMany(faults => faults).OrderBy(fault => fault.Number, StringComparer.Ordinal);
}
