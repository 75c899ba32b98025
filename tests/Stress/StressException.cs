namespace MbimEmulator.Stress;

/// <summary>What did not hold.</summary>
internal sealed class StressException(string message) : Exception(message);
