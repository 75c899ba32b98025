using MbimEmulator.Journal;
using MbimEmulator.Journal.Linting;

namespace MbimEmulator;

/// <summary>Lints whoever has the host's place on a modem, and puts what is found into a journal, until it is disposed.</summary>
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
        _linter = new HostLinter(HostLinterOptions.Of(modem.Modem.Profile.Function), finding => finding.AddTo(_journal, _modem.Name, _host!));
        modem.TransferObserved += Look;
    }

    /// <summary>Looks no longer.</summary>
    public void Dispose() => _modem.TransferObserved -= Look;

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
