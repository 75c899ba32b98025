using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Function;

/// <summary>
/// The MBIM function: open and closed, outstanding commands, fragments, subscriptions (MBIM 1.0, 9 and 10). It is called with one transfer at
/// a time and answers by queueing transfers on the link of its host. Used inside the mailbox alone.
/// </summary>
public sealed partial class MbimFunction : INotificationSink, IDssSink, IPacketSink
{
    // As much as a proxy takes from its clients.
    private const int MaxMessageLength = 64 * 1024;

    private readonly FunctionProfile _profile;
    private readonly TransactionTable _transactions;
    private readonly HostWriter _host;
    private readonly FragmentInbox _fragments;
    private readonly TransferTap _tap;
    private readonly TrafficJournal _journal;
    private readonly ILogger _logger;
    private readonly SubscriptionList _subscriptions = new();

    internal MbimFunction(FunctionProfile profile, ModemClock clock, TransferTap tap, TrafficJournal journal, ILogger logger)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(profile.MaxControlMessage, FragmentSplitter.MinMaxControlTransfer);
        _profile = profile;
        _tap = tap;
        _journal = journal;
        _logger = logger;
        Data = new DataPlane(profile, logger);
        _transactions = new TransactionTable(this);
        _host = new HostWriter(tap, journal);
        _fragments = new FragmentInbox(new FragmentReassembler(MaxMessageLength), clock, id => Refuse(id, MbimProtocolError.TimeoutFragment));
        Dispatcher.OnSet(BasicConnect.DeviceServiceSubscribeList, Subscribe);
        Dispatcher.OnQuery(MsBasicConnectExtensions.Version, NegotiateVersion);
    }

    /// <summary>Who handles which command.</summary>
    public ServiceDispatcher Dispatcher { get; } = new();

    /// <summary>Whether the host has opened the function.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>The layouts in force, as VERSION agreed on them; 1.0 after each OPEN.</summary>
    public MbimExVersion Version
    {
        get => _host.Version;
        private set => _host.Version = value;
    }

    /// <summary>The largest transfer to the host, in bytes: the smaller of what OPEN and the profile say.</summary>
    public uint MaxControlTransfer => _host.MaxTransfer;

    /// <summary>Commands that wait for their answer.</summary>
    public int OutstandingCommands => _transactions.Count;

    /// <summary>How many whole messages of hosts were handled; what was refused before shows in <see cref="FunctionErrors"/>.</summary>
    public long ReceivedMessages { get; private set; }

    /// <summary>How many messages left for a host.</summary>
    public long SentMessages => _host.Sent;

    /// <summary>How many FUNCTION_ERROR messages there were for hosts.</summary>
    public long FunctionErrors { get; private set; }

    /// <summary>How many HOST_ERROR messages came, CANCEL included.</summary>
    public long HostErrors { get; private set; }

    /// <summary>Notifications of an open function that found no host connected.</summary>
    public long LostIndications { get; private set; }

    /// <summary>Called when the function closes: by CLOSE, or by OPEN while open.</summary>
    internal Action Closed { get; set; } = static () => { };

    /// <inheritdoc/>
    public void Indicate<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, in TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (IsWanted(cid.Service, cid.Number))
        {
            _host.IndicateStatus(cid.Service, cid.Number, value, Version);
        }
    }

    /// <inheritdoc/>
    public void Indicate(Guid service, uint cid, ReadOnlySpan<byte> informationBuffer)
    {
        if (IsWanted(service, cid))
        {
            _host.IndicateStatus(service, cid, informationBuffer);
        }
    }

    /// <summary>A link has the host's place from now on.</summary>
    internal void Attach(ModemLink link)
    {
        _host.Link = link;
        Data.AttachHost(link);
    }

    /// <summary>
    /// The host is gone: its commands get no answer, half a message is dropped, the MBIM session stays. That of a USB host ends, which has left the bus.
    /// </summary>
    internal void Detach()
    {
        if (_host.Link?.Options.Carrier == CarrierKind.Usb)
        {
            Close();
        }

        _host.Link = null;
        Data.DetachHost();
        _transactions.Clear();
        _fragments.Reset();
    }

    /// <summary>The modem forgets the session: the function is closed, and what is outstanding gets no answer.</summary>
    internal void LosePower() => Close();

    /// <summary>Handles one control transfer of the host.</summary>
    internal void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        _tap.Show(link, TransferDirection.ToFunction, Version, transfer);
        if (_host.Faults is { IsActive: true } faults && faults.TakeTransferToFunction(transfer))
        {
            return;
        }

        TakeTransfer(link, transfer);
    }

    /// <summary>Handles one control transfer that a host sent behind CLOSE, before its connection ended: HOST_ERROR is noted, nothing is answered.</summary>
    internal void ReceiveBehindClose(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out _) && message.Type == MbimMessageType.HostError)
        {
            _tap.Show(link, TransferDirection.ToFunction, Version, transfer);
            _journal.Message(link, TransferDirection.ToFunction, transfer, Version);
            TakeHostError(message.TransactionId, message.Error);
        }
    }

    /// <summary>Handles one control transfer of the host behind the rules that act on transfers.</summary>
    internal void TakeTransfer(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            RefuseTransfer(link, transfer, 0, MbimProtocolError.LengthMismatch);
            return;
        }

        var header = MessageHeader.Read(transfer);
        var isLengthRight = header.Length == (uint)transfer.Length;
        if (transfer.Length > MaxInbound)
        {
            RefuseTransfer(link, transfer, header.TransactionId, MbimProtocolError.MaxTransfer);
        }
        else if (isLengthRight && !MbimMessage.IsOfHost(header.Type))
        {
            RefuseTransfer(link, transfer, header.TransactionId, MbimProtocolError.Unknown);
        }
        else if (isLengthRight && header.Type == MbimMessageType.Command && !IsOpen)
        {
            RefuseUnopened(link, transfer, header.TransactionId);
        }
        else
        {
            Join(link, transfer);
        }
    }

    /// <summary>Answers a command.</summary>
    internal void Answer<T>(TransactionState state, MbimStatus status, in T value)
        where T : IInformationBuffer<T>
    {
        _transactions.End(state);
        _host.CommandDone(state.TransactionId, state.Service, state.Cid, status, value, Version);
    }

    /// <summary>Answers a command.</summary>
    internal void Answer(TransactionState state, MbimStatus status, ReadOnlySpan<byte> informationBuffer)
    {
        _transactions.End(state);
        _host.CommandDone(state.TransactionId, state.Service, state.Cid, status, informationBuffer);
    }

    private uint MaxInbound
    {
        get
        {
            // Before OPEN nothing is agreed, and NOT_OPENED tells the host more.
            var limit = IsOpen ? MaxControlTransfer : _profile.MaxControlMessage;
            return _profile.AcceptOversize ? MessageFramer.FunctionMaxLength(limit) : limit;
        }
    }

    private bool IsWanted(Guid service, uint cid)
    {
        if (!IsOpen || !_subscriptions.Contains(service, cid))
        {
            return false;
        }

        LostIndications += _host.Link is null ? 1 : 0;
        return _host.Link is not null;
    }

    private void Join(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        var result = _fragments.Add(transfer, out var whole);
        if (result.AbandonedTransactionId is { } abandoned)
        {
            Refuse(abandoned, MbimProtocolError.FragmentOutOfSequence);
        }

        if (result.Error is { } error)
        {
            RefuseTransfer(link, transfer, result.TransactionId, error);
        }
        else if (result.Outcome == FragmentOutcome.Complete && (_host.Faults is not { IsActive: true } faults || !faults.TakeToFunction(whole)))
        {
            TakeMessage(link, whole, messageId: 0);
        }
    }

    /// <summary>Handles one whole message of the host behind the rules that act on messages.</summary>
    /// <param name="link">The host's link.</param>
    /// <param name="whole">The message.</param>
    /// <param name="messageId">What the journal knows it by already; 0 when it does not.</param>
    internal void TakeMessage(ModemLink link, ReadOnlySpan<byte> whole, long messageId)
    {
        if (MbimMessage.TryParse(whole, _profile.ReadMode, out var message, out _))
        {
            _journal.Message(link, TransferDirection.ToFunction, whole, Version, messageId);
            Handle(link, message);
        }
        else
        {
            var transactionId = whole.Length < MessageHeader.Size ? 0 : MessageHeader.Read(whole).TransactionId;
            RefuseTransfer(link, whole, transactionId, MbimProtocolError.LengthMismatch);
        }
    }

    // One answer for each message: the fragments behind the first are dropped in silence.
    private void RefuseUnopened(ModemLink link, ReadOnlySpan<byte> transfer, uint transactionId)
    {
        var hasFragmentHeader = transfer.Length >= MessageHeader.Size + FragmentHeader.Size;
        if (!hasFragmentHeader || FragmentHeader.Read(transfer[FragmentHeader.Offset..]).Current == 0)
        {
            _journal.Message(link, TransferDirection.ToFunction, transfer, Version);
            Refuse(transactionId, MbimProtocolError.NotOpened);
        }
    }

    private void Handle(ModemLink link, in MbimMessage message)
    {
        ReceivedMessages++;
        switch (message.Type)
        {
            case MbimMessageType.Open:
                Open(message.TransactionId, message.MaxControlTransfer);
                break;
            case MbimMessageType.Close:
                Close();
                _host.CloseDone(message.TransactionId, link.Options.Carrier == CarrierKind.Pty ? "the host closed the function" : null);
                break;
            case MbimMessageType.Command:
                Dispatch(message);
                break;
            default:
                TakeHostError(message.TransactionId, message.Error);
                break;
        }
    }

    private void Open(uint transactionId, uint maxControlTransfer)
    {
        if (maxControlTransfer < FragmentSplitter.MinMaxControlTransfer)
        {
            Refuse(transactionId, MbimProtocolError.MaxTransfer);
            return;
        }

        Close();
        IsOpen = true;
        Data.RestartHost();
        _host.MaxTransfer = Math.Min(maxControlTransfer, _profile.MaxControlMessage);
        _host.OpenDone(transactionId);
    }

    private void Close()
    {
        if (!IsOpen)
        {
            return;
        }

        IsOpen = false;
        Version = MbimExVersion.V1;
        _subscriptions.Reset();
        _transactions.Clear();
        _fragments.Reset();
        Closed();
    }

    private void Dispatch(in MbimMessage message)
    {
        var id = message.TransactionId;
        var service = message.DeviceServiceId;
        if (_transactions.Contains(id))
        {
            Refuse(id, MbimProtocolError.DuplicatedTid);
            return;
        }

        if (_transactions.Count >= _profile.MaxOutstandingCommands)
        {
            _host.CommandDone(id, service, message.Cid, MbimStatus.Busy, []);
            return;
        }

        var transaction = _transactions.Begin(id, service, message.Cid);
        if (Dispatcher.Find(service, message.Cid, message.CommandType, out var status) is { } handler)
        {
            handler.Handle(transaction, message.InformationBuffer, _profile.ReadMode);
        }
        else
        {
            transaction.Fail(status);
        }
    }

    private void TakeHostError(uint transactionId, MbimProtocolError error)
    {
        HostErrors++;
        FunctionLog.HostError(_logger, error, transactionId);
        if (error == MbimProtocolError.Cancel)
        {
            _transactions.Cancel(transactionId);
            _fragments.Cancel(transactionId);
        }
    }

    private void RefuseTransfer(ModemLink link, ReadOnlySpan<byte> transfer, uint transactionId, MbimProtocolError error)
    {
        _journal.Transfer(link, TransferDirection.ToFunction, transfer, text: $"refused with {error}");
        Refuse(transactionId, error);
    }

    private void Refuse(uint transactionId, MbimProtocolError error)
    {
        FunctionErrors++;
        FunctionLog.FunctionError(_logger, error, transactionId);
        _host.FunctionError(transactionId, error);
    }

    private void Subscribe(Transaction transaction, DeviceServiceSubscribeList list)
    {
        _subscriptions.Replace(list);
        transaction.Complete(list);
        _host.Faults?.Subscribed(list);
    }

    private void NegotiateVersion(Transaction transaction, MbimVersion host)
    {
        var agreed = (MbimExVersion)Math.Min((ushort)host.ExtendedVersion, (ushort)_profile.MaxExtendedVersion);
        agreed = agreed >= MbimExVersion.V3 ? MbimExVersion.V3 : agreed >= MbimExVersion.V2 ? MbimExVersion.V2 : MbimExVersion.V1;
        transaction.Complete(new MbimVersion { Version = 0x0100, ExtendedVersion = agreed });
        Version = agreed;
    }
}
