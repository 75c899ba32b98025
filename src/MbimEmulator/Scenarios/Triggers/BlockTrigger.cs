using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>One NTB; actions on transfers act on it.</summary>
/// <param name="Direction">Which way.</param>
public sealed record BlockTrigger(TransferDirection Direction) : Trigger;
