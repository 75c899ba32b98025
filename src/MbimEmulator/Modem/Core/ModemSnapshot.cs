using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Encoding;

namespace MbimEmulator.Modem.Core;

/// <summary>What a modem keeps over power and runs: named sections, each of which its owner writes and reads.</summary>
/// <param name="Profile">The name of the profile that the modem was made from.</param>
/// <param name="Parts">The sections, in the order in which they are written.</param>
/// <example>
/// <code>
/// await using var before = new ModemGroup(new ModemGroupOptions());
/// var kept = before.TakeSnapshot();
/// await using var after = new ModemGroup(new ModemGroupOptions { Snapshot = kept });
/// </code>
/// </example>
public sealed record ModemSnapshot(string Profile, MbimArray<SnapshotPart> Parts)
{
    /// <summary>The value of a section.</summary>
    /// <returns>False when the snapshot has none.</returns>
    public bool TryFind<T>(SnapshotSection<T> section, [MaybeNullWhen(false)] out T value)
        where T : notnull
    {
        ArgumentNullException.ThrowIfNull(section);
        foreach (var part in Parts)
        {
            if (section.TryGet(part, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}
