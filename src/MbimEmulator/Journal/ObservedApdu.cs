namespace MbimEmulator.Journal;

/// <summary>A command APDU and the card's answer, as the terminal gets it, or an answer to reset.</summary>
public readonly ref struct ObservedApdu(string? terminal, DateTimeOffset time, ReadOnlySpan<byte> command, ReadOnlySpan<byte> answer)
{
    /// <summary>Who reads the card beside the modem; null for the modem and its host.</summary>
    public string? Terminal { get; } = terminal;

    /// <summary>When the answer came, by the group's TimeProvider.</summary>
    public DateTimeOffset Time { get; } = time;

    /// <summary>The command; empty for an answer to reset. There only during the call.</summary>
    public ReadOnlySpan<byte> Command { get; } = command;

    /// <summary>Data and status word, or the answer to reset; empty when the card was mute or taken out. There only during the call.</summary>
    public ReadOnlySpan<byte> Answer { get; } = answer;
}
