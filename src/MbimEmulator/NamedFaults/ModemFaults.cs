namespace MbimEmulator.NamedFaults;

/// <summary>What modems do wrong, whatever carries it.</summary>
internal static partial class ModemFaults
{
    private const string Extensions = "MS Basic Connect Extensions";

    public static IEnumerable<FaultDefinition> All =>
        new[] { Sims, Cards, Pins, Radios, Registrations, Signals, Contexts, Disconnections, Others, Surprises }.SelectMany(faults => faults).OrderBy(fault => fault.Number, StringComparer.Ordinal);
}
