using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;
using MbimEmulator.Sharing;

namespace MbimEmulator;

/// <summary>Lints whoever has the host's place on a modem, and puts what is found into a journal, until it is disposed.</summary>
/// <example>
/// <code>
/// var journal = new MessageJournal();
/// await using var modem = new ModemGroup(new ModemGroupOptions { Journal = journal });
/// using var linter = new JournalLinter(modem, journal);
/// await using var device = await MbimDevice.OpenAsync(await modem.ConnectAsync("my test"));
/// journal.Verify().NoFindings();
/// </code>
/// </example>
public sealed class JournalLinter : IDisposable
{
    private readonly ModemGroup _modem;
    private readonly MessageJournal _journal;
    private readonly HostLinter _linter;
    private string? _host;

    /// <summary>Begins to look.</summary>
    public JournalLinter(ModemGroup modem, MessageJournal journal)
    {
        ArgumentNullException.ThrowIfNull(modem);
        ArgumentNullException.ThrowIfNull(journal);
        _modem = modem;
        _journal = journal;
        _linter = new HostLinter(HostLinterOptions.Of(modem.Modem.Profile.Function), Take);
        modem.TransferObserved += Look;
    }

    /// <summary>Looks no longer.</summary>
    public void Dispose() => _modem.TransferObserved -= Look;

    // A shared host says what its guests ask for, and that is their doing; how it says it is the emulator's own.
    private void Take(LinterFinding finding)
    {
        if (_host != SharedHost.LinkName || LinterAssertions.OfContents.Contains(finding.Assertion))
        {
            finding.AddTo(_journal, _modem.Name, _host!);
        }
    }

    private void Look(in ObservedTransfer transfer)
    {
        if (_host != transfer.Link)
        {
            _host = transfer.Link;
            _linter.Attach(_modem.Function.IsOpen);
        }

        _linter.Observe(transfer.Direction, transfer.Bytes, _modem.Clock.Elapsed);
    }
}
