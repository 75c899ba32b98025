using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Sharing;

/// <summary>
/// A client of the mbim-proxy protocol. It names its device with PROXY_CONTROL CONFIGURATION and then talks as if to the function; OPEN and
/// CLOSE end here. What it sends while its CONFIGURATION is pending waits, in order.
/// </summary>
internal sealed class ProxyGuest : ISharedHostGuest, IMbimServerHandler
{
    private static readonly MbimServerOptions Options = new()
    {
        MaxControlTransfer = uint.MaxValue,
        MaxMessageLength = (int)MessageFramer.ProxyMaxLength,
        MaxOutstandingCommands = null,
        ChecksTransfers = false,
        TakesUnopenedCommands = true,
        IgnoresForeignMessages = true,
        SendsWholeMessages = true,
    };

    private readonly SharedHost _host;
    private readonly ModemLink _link;
    private readonly MbimServer _server;
    private readonly ServerTimer _timer;
    private readonly ILogger _logger;
    private readonly StallWatch _stall;
    private readonly Queue<Transfer> _waiting = new();
    private SharedHostMember? _member;
    private string? _devicePath;
    private uint? _pendingConfiguration;
    private OutboundMessage _outbound;
    private long _messages;

    public ProxyGuest(SharedHost host, ModemLink link, ModemClock clock, ILogger logger)
    {
        _host = host;
        _link = link;
        _logger = logger;
        _stall = new StallWatch(clock, link, End);
        _server = new MbimServer(Options, this);
        _timer = new ServerTimer(_server, clock);
    }

    /// <inheritdoc/>
    public bool IsGone => _link.CloseReason is not null || _link.IsPeerGone();

    /// <inheritdoc/>
    public int MaxQueuedCommands => 64;

    /// <inheritdoc/>
    public bool TakesData => false;

    private bool MustWait => _devicePath is not null && (_pendingConfiguration is not null || !_host.IsOpen);

    /// <summary>Takes one transfer of the client.</summary>
    public void Receive(ReadOnlySpan<byte> transfer)
    {
        if (_link.CloseReason is null)
        {
            _timer.Receive(transfer);
        }
    }

    /// <summary>The client is gone.</summary>
    public void Leave()
    {
        _stall.Stop();
        _server.Disconnect();
        while (_waiting.TryDequeue(out var transfer))
        {
            transfer.Dispose();
        }

        if (_member is { } member)
        {
            _member = null;
            _host.Leave(member);
        }
    }

    /// <inheritdoc/>
    public void Reopening()
    {
        // What the client sends from here on waits, because the shared host is not open.
    }

    /// <inheritdoc/>
    public void Ready()
    {
        if (_pendingConfiguration is { } transactionId)
        {
            _pendingConfiguration = null;
            if (_host.Version.ExtendedVersion != MbimExVersion.V1)
            {
                VersionChanged(_host.Version);
            }

            AnswerConfiguration(transactionId, MbimStatus.Success);
        }

        while (!MustWait && _waiting.TryDequeue(out var transfer))
        {
            using (transfer)
            {
                _server.TakeMessage(transfer.Span);
            }
        }
    }

    /// <inheritdoc/>
    public void Lost(string reason)
    {
        _member = null;
        End(reason);
    }

    /// <inheritdoc/>
    public void Completed(uint transactionId, in HostCompletion completion)
    {
        switch (completion.Outcome)
        {
            case HostOutcome.Answered:
                _server.CommandDone(transactionId, completion.DeviceServiceId, completion.Cid, completion.Status, completion.InformationBuffer);
                break;
            case HostOutcome.FunctionError:
                _server.FunctionError(transactionId, completion.ProtocolError);
                break;
            default:
                SharingLog.Unanswered(_logger, _link.Options.Name, transactionId, completion.Outcome);
                break;
        }
    }

    /// <inheritdoc/>
    public void Indicated(in MbimMessage indication) =>
        _server.IndicateStatus(indication.DeviceServiceId, indication.Cid, indication.InformationBuffer);

    /// <inheritdoc/>
    public void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram)
    {
        // The protocol of mbim-proxy carries no data; it goes to the data connection of the modem.
    }

    /// <inheritdoc/>
    public void VersionChanged(MbimVersion version) =>
        _server.IndicateStatus(
            ProxyControl.Id, (uint)ProxyControlCid.Version, new ProxyVersion { MbimVersion = version.Version, MbimExtendedVersion = version.ExtendedVersion });

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer) => Send(Transfer.Copy(transfer));

    void IMbimServerHandler.SendRented(byte[] rented, int length) => Send(Transfer.Own(rented, length));

    bool IMbimServerHandler.Received(ReadOnlySpan<byte> bytes, in MbimMessage message)
    {
        if (message.Type == 0 || !MustWait || IsConfiguration(message))
        {
            return true;
        }

        if (_waiting.Count < InboundGate.MaxTransfers)
        {
            _waiting.Enqueue(Transfer.Copy(bytes));
        }
        else
        {
            End("it sent too much before its CONFIGURATION was answered");
        }

        return false;
    }

    bool IMbimServerHandler.Sending(in MbimMessage message)
    {
        _outbound = new OutboundMessage(++_messages, OutboundKind.Answer);
        if (message.Type != MbimMessageType.IndicateStatus)
        {
            return true;
        }

        // The newest version always reaches the client: without it the client could not read what follows.
        _outbound = message.DeviceServiceId == ProxyControl.Id
            ? new OutboundMessage(_messages, OutboundKind.State, ProxyControl.Id, message.Cid)
            : NotificationKinds.Of(_messages, message.DeviceServiceId, message.Cid, message.InformationBuffer);
        return _link.MakeRoom(_outbound);
    }

    MbimStatus? IMbimServerHandler.Opening() => _member is null ? MbimStatus.Failure : MbimStatus.Success;

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        var id = command.TransactionId;
        if (IsConfiguration(command))
        {
            Configure(command);
        }
        else if (command.DeviceServiceId == ProxyControl.Id)
        {
            _server.CommandDone(id, ProxyControl.Id, command.Cid, MbimStatus.NoDeviceSupport, []);
        }
        else if (_member is not { } member)
        {
            _server.FunctionError(id, MbimProtocolError.NotOpened);
        }
        else if (IsSubscribeList(command))
        {
            Subscribe(member, command);
        }
        else
        {
            _host.Command(member, id, command.DeviceServiceId, command.Cid, command.CommandType, command.InformationBuffer);
        }
    }

    void IMbimServerHandler.HostError(uint transactionId, MbimProtocolError error) =>
        SharingLog.Ignored(_logger, _link.Options.Name, MbimMessageType.HostError, transactionId);

    void IMbimServerHandler.Ignored(in MbimMessage message) => SharingLog.Ignored(_logger, _link.Options.Name, message.Type, message.TransactionId);

    private static bool IsConfiguration(in MbimMessage message) =>
        message.Type == MbimMessageType.Command && message.DeviceServiceId == ProxyControl.Id && message.Cid == (uint)ProxyControlCid.Configuration;

    private static bool IsSubscribeList(in MbimMessage message) =>
        message.CommandType == MbimCommandType.Set && message.DeviceServiceId == BasicConnect.Id &&
        message.Cid == BasicConnect.DeviceServiceSubscribeList.Number;

    private void Configure(in MbimMessage message)
    {
        var id = message.TransactionId;
        if (message.CommandType != MbimCommandType.Set ||
            !ProxyConfiguration.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var configuration, out _))
        {
            AnswerConfiguration(id, MbimStatus.InvalidParameters);
        }
        else if (_pendingConfiguration is not null)
        {
            AnswerConfiguration(id, MbimStatus.Busy);
        }
        else if (_devicePath is not null)
        {
            AnswerConfiguration(id, configuration.DevicePath == _devicePath ? MbimStatus.Success : MbimStatus.Failure);
        }
        else
        {
            _devicePath = configuration.DevicePath;
            _pendingConfiguration = id;
            _member = _host.Join(this);
        }
    }

    private void Subscribe(SharedHostMember member, in MbimMessage message)
    {
        var id = message.TransactionId;
        if (!DeviceServiceSubscribeList.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var list, out _))
        {
            _server.CommandDone(id, BasicConnect.Id, message.Cid, MbimStatus.InvalidParameters, []);
        }
        else if (_host.Subscribe(member, id, list, message.InformationBuffer))
        {
            _server.CommandDone(id, BasicConnect.Id, message.Cid, MbimStatus.Success, message.InformationBuffer);
        }
    }

    private void AnswerConfiguration(uint transactionId, MbimStatus status) =>
        _server.CommandDone(transactionId, ProxyControl.Id, (uint)ProxyControlCid.Configuration, status, []);

    private void Send(Transfer transfer)
    {
        _link.Enqueue(transfer, _outbound);
        _stall.Check();
    }

    private void End(string reason)
    {
        if (_link.CloseReason is null)
        {
            SharingLog.SentAway(_logger, _link.Options.Name, reason);
            _link.Close(reason);
        }

        Leave();
    }
}
