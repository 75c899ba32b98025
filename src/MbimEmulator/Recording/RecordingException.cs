namespace MbimEmulator.Recording;

/// <summary>A recording cannot be read, or cannot become a scenario.</summary>
public sealed class RecordingException(string message, Exception? inner = null) : Exception(message, inner);
