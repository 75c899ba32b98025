namespace MbimEmulator.Hosting.Control;

/// <summary>What a command on the console came to.</summary>
/// <param name="Text">A one-line description for display.</param>
/// <param name="IsError">Whether the command failed.</param>
/// <param name="IsEnd">Whether the emulator shall end.</param>
public sealed record ConsoleAnswer(string Text, bool IsError = false, bool IsEnd = false);
