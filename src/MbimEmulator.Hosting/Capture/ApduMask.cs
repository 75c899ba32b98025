namespace MbimEmulator.Hosting.Capture;

/// <summary>
/// Masks what an exchange with the card may say of the subscriber: the data of all commands and answers but those that select, manage channels or ask for
/// the state, which becomes zeros. Headers, lengths and status words stay.
/// </summary>
internal static class ApduMask
{
    private const int HeaderSize = 5;
    private const byte Select = 0xA4;
    private const byte ManageChannel = 0x70;
    private const byte Status = 0xF2;
    private const byte GetResponse = 0xC0;
    private const byte FileControlTemplate = 0x62;

    /// <summary>Masks an exchange.</summary>
    /// <param name="command">The command; empty for an answer to reset, which says nothing of the subscriber.</param>
    /// <param name="answer">The answer.</param>
    public static void Apply(Span<byte> command, Span<byte> answer)
    {
        if (command.IsEmpty || (command.Length > 1 && command[1] is Select or ManageChannel or Status))
        {
            return;
        }

        if (command.Length > HeaderSize)
        {
            command[HeaderSize..].Clear();
        }

        // What is asked for after SELECT is the file's control parameters.
        if (answer.Length > 2 && !(command.Length > 1 && command[1] == GetResponse && answer[0] == FileControlTemplate))
        {
            answer[..^2].Clear();
        }
    }
}
