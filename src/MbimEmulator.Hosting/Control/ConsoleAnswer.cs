namespace MbimEmulator.Hosting.Control;

/// <summary>What a command on the console came to.</summary>
/// <param name="Text">One line for people.</param>
/// <param name="IsError">Whether nothing was done.</param>
/// <param name="IsEnd">Whether the emulator shall end.</param>
public sealed record ConsoleAnswer(string Text, bool IsError = false, bool IsEnd = false);
