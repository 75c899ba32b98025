using MbimEmulator.Card;

namespace MbimEmulator.Modem.Sim;

/// <summary>What the modem does with proactive commands of the card: REFRESH it obeys, others are beyond it (ETSI TS 102 223, 6.4 and 6.8).</summary>
/// <param name="scripts">The way to the card.</param>
/// <param name="readAgain">Reads the card again.</param>
/// <param name="restart">Resets the card and reads it, as an event of its own.</param>
/// <param name="ended">Called when a command has been answered.</param>
internal sealed class SimToolkit(CardScripts scripts, Func<IEnumerable<byte[]>> readAgain, Action restart, Action ended)
{
    /// <summary>
    /// The most commands one behind the other, where the card says in its answer to one that the next one waits, or has itself reset. Further ones stay where they
    /// are until somebody else resets the card.
    /// </summary>
    public const int MaxInARow = 64;

    private const ushort Proactive = 0xD0;
    private const byte Refresh = 0x01;
    private const byte UiccReset = 0x04;
    private const byte Performed = 0x00;
    private const byte BeyondCapabilities = 0x30;

    private int _inARow;
    private bool _isAsked;
    private bool _isRestarting;

    /// <summary>REFRESH: files have changed.</summary>
    public static byte[] RefreshCommand { get; } = [0xD0, 9, 0x81, 3, 1, Refresh, 0x01, 0x82, 2, 0x81, 0x82];

    /// <summary>A command waits: fetches it, answers it, and does what it wants.</summary>
    /// <param name="size">Bytes of the command; 0 for 256.</param>
    public void Fetch(int size)
    {
        // The card says so in each answer until it was fetched.
        if (_isAsked || _inARow == MaxInARow)
        {
            return;
        }

        _isAsked = true;
        _inARow++;
        scripts.Ask(Handle(size), End, () => _isAsked = false);
    }

    /// <summary>Somebody else than the card has it reset: it may begin anew.</summary>
    public void Forget() => _inARow = 0;

    private IEnumerable<byte[]> Handle(int size)
    {
        var dialogue = scripts.Dialogue;
        yield return CardCommands.Fetch(size);
        _isAsked = false;
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

        // A card that was reset wants to be initialised; otherwise the modem reads what the card says now.
        if (details[2] == UiccReset)
        {
            _isRestarting = true;
            restart();
            yield break;
        }

        foreach (var command in readAgain())
        {
            yield return command;
        }
    }

    private void End()
    {
        if (!_isAsked && !_isRestarting && !scripts.Dialogue.HasProactiveCommand)
        {
            _inARow = 0;
        }

        _isRestarting = false;
        ended();
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
