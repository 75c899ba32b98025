using System.Diagnostics.CodeAnalysis;

namespace MbimEmulator.NamedFaults;

/// <summary>The named faults: T of sessions, framing and transport, M of modems, D of device services.</summary>
/// <example>
/// <code>
/// foreach (var fault in FaultLibrary.All.Where(fault => fault.IsAvailable))
/// {
///     Console.WriteLine($"{fault.Id}: {fault.Title}");
/// }
/// </code>
/// </example>
public static class FaultLibrary
{
    /// <summary>All of them, in the order of their numbers.</summary>
    public static IReadOnlyList<FaultDefinition> All { get; } = [.. TransportFaults.All, .. ModemFaults.All, .. DeviceServiceFaults.All];

    /// <summary>The fault with this id, or with this number alone.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out FaultDefinition? fault)
    {
        fault = All.FirstOrDefault(candidate => candidate.Id == id || candidate.Number == id);
        return fault is not null;
    }
}
