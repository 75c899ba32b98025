using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Faults;

/// <summary>What a run of mbimcli on a modem with a fault came to.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Sent">The messages that it sent, by their names.</param>
internal sealed record FaultyRun(ProcessResult Result, TimeSpan Time, IReadOnlyList<string> Sent)
{
    public override string ToString() => $"{Result}after {Time.TotalSeconds:0.0} s; it sent {string.Join(", ", Sent)}";
}
