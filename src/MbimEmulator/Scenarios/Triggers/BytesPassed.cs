using MbimEmulator.Pipeline;

namespace MbimEmulator.Scenarios;

/// <summary>A control transfer is about to go one way.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Before">How many bytes had gone that way before it since the scenario began.</param>
/// <param name="After">How many will have gone with it.</param>
internal readonly record struct BytesPassed(TransferDirection Direction, long Before, long After);
