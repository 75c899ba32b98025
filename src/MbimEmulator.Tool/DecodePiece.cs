namespace MbimEmulator.Tool;

/// <summary>Bytes that <c>decode</c> was given, one message or several.</summary>
/// <param name="Label">Where they stood, such as a line and what it says before them; empty when there was nothing else.</param>
/// <param name="Bytes">The bytes.</param>
internal sealed record DecodePiece(string Label, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>How many bytes the log had of a message that it has cut; null when it has cut nothing.</summary>
    public int? Logged { get; init; }
}
