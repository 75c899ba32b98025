namespace MbimEmulator.Fuzzing;

/// <summary>An input that a target cannot take.</summary>
/// <param name="Input">The input.</param>
/// <param name="Error">What happened.</param>
internal sealed record FuzzFailure(byte[] Input, Exception Error);
