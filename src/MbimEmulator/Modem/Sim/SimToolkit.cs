using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>What the modem does with proactive commands of the card: REFRESH it obeys, others are beyond it (ETSI TS 102 223, 6.4 and 6.8).</summary>
internal static class SimToolkit
{
    private const ushort Proactive = 0xD0;
    private const byte Refresh = 0x01;
    private const byte UiccReset = 0x04;
    private const byte Performed = 0x00;
    private const byte BeyondCapabilities = 0x30;

    /// <summary>REFRESH: files have changed.</summary>
    public static byte[] RefreshCommand { get; } = [0xD0, 9, 0x81, 3, 1, Refresh, 0x01, 0x82, 2, 0x81, 0x82];

    /// <summary>Fetches a command, answers it, and reads the card again if that is what it wants.</summary>
    /// <param name="dialogue">The dialogue that runs the commands.</param>
    /// <param name="size">Bytes of the command; 0 for 256.</param>
    /// <param name="readAgain">Reads the card again, with or without a reset of it before.</param>
    public static IEnumerable<byte[]> Handle(CardDialogue dialogue, int size, Func<bool, IEnumerable<byte[]>> readAgain)
    {
        yield return CardCommands.Fetch(size);
        if (!dialogue.IsSuccess || !TryRead(dialogue.Data, out var details))
        {
            yield break;
        }

        var isRefresh = details[1] == Refresh;
        yield return CardCommands.TerminalResponse([0x81, 3, .. details, 0x82, 2, 0x82, 0x81, 0x83, 1, isRefresh ? Performed : BeyondCapabilities]);
        if (!isRefresh)
        {
            yield break;
        }

        foreach (var command in readAgain(details[2] == UiccReset))
        {
            yield return command;
        }
    }

    // The command details: number, type, qualifier (8.6).
    private static bool TryRead(ReadOnlySpan<byte> command, out byte[] details)
    {
        details = [];
        if (!BerTlv.TryFind(command, Proactive, out var body) || !(BerTlv.TryFind(body, 0x81, out var found) || BerTlv.TryFind(body, 0x01, out found)) || found.Length != 3)
        {
            return false;
        }

        details = found.ToArray();
        return true;
    }
}
