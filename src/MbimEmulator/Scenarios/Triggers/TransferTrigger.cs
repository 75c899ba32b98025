using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>One control transfer: a message or a fragment as it crosses; actions on transfers act on it.</summary>
/// <param name="Direction">Which way.</param>
public sealed record TransferTrigger(TransferDirection Direction) : Trigger
{
    /// <summary>Whether only fragments behind the first of a message are meant.</summary>
    public bool LaterFragments { get; init; }
}
