using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.ProxyControlService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Sharing;

/// <summary>
/// A client of the mbim-proxy protocol. It names its device with PROXY_CONTROL CONFIGURATION and then talks as if to the function; OPEN and
/// CLOSE end here. What it sends while its CONFIGURATION is pending waits, in order.
/// </summary>
internal sealed class ProxyGuest : ISharedHostGuest
{
    private readonly SharedHost _host;
    private readonly ModemLink _link;
    private readonly ProxyGuestWriter _writer;
    private readonly ILogger _logger;
    private readonly FragmentInbox _fragments;
    private readonly StallWatch _stall;
    private readonly Queue<Transfer> _waiting = new();
    private SharedHostMember? _member;
    private string? _devicePath;
    private uint? _pendingConfiguration;

    public ProxyGuest(SharedHost host, ModemLink link, TransferWriter writer, ModemClock clock, ILogger logger)
    {
        _host = host;
        _link = link;
        _logger = logger;
        _stall = new StallWatch(clock, link, End);
        _writer = new ProxyGuestWriter(link, writer, _stall);
        _fragments = new FragmentInbox(
            new FragmentReassembler((int)MessageFramer.ProxyMaxLength), clock, id => _writer.FunctionError(id, MbimProtocolError.TimeoutFragment));
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
        if (_link.CloseReason is not null)
        {
            return;
        }

        var result = _fragments.Add(transfer, out var whole);
        if (result.AbandonedTransactionId is { } abandoned)
        {
            _writer.FunctionError(abandoned, MbimProtocolError.FragmentOutOfSequence);
        }

        if (result.Error is { } error)
        {
            _writer.FunctionError(result.TransactionId, error);
        }
        else if (result.Outcome == FragmentOutcome.Truncated)
        {
            _writer.FunctionError(0, MbimProtocolError.LengthMismatch);
        }
        else if (result.Outcome == FragmentOutcome.Complete)
        {
            Take(whole);
        }
    }

    /// <summary>The client is gone.</summary>
    public void Leave()
    {
        _stall.Stop();
        _fragments.Reset();
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
                if (MbimMessage.TryParse(transfer.Span, MbimReadMode.Tolerant, out var message, out _))
                {
                    Handle(message);
                }
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
                _writer.CommandDone(transactionId, completion.DeviceServiceId, completion.Cid, completion.Status, completion.InformationBuffer);
                break;
            case HostOutcome.FunctionError:
                _writer.FunctionError(transactionId, completion.ProtocolError);
                break;
            default:
                SharingLog.Unanswered(_logger, _link.Options.Name, transactionId, completion.Outcome);
                break;
        }
    }

    /// <inheritdoc/>
    public void Indicated(in MbimMessage indication) =>
        _writer.IndicateStatus(indication.DeviceServiceId, indication.Cid, indication.InformationBuffer);

    /// <inheritdoc/>
    public void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram)
    {
        // The protocol of mbim-proxy carries no data; it goes to the data connection of the modem.
    }

    /// <inheritdoc/>
    public void VersionChanged(MbimVersion version) =>
        _writer.IndicateVersion(new ProxyVersion { MbimVersion = version.Version, MbimExtendedVersion = version.ExtendedVersion });

    private void Take(ReadOnlySpan<byte> whole)
    {
        var header = MessageHeader.Read(whole);
        if (MbimMessage.HeaderSize(header.Type) == 0)
        {
            _writer.FunctionError(header.TransactionId, MbimProtocolError.Unknown);
        }
        else if (!MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out var message, out _))
        {
            _writer.FunctionError(header.TransactionId, MbimProtocolError.LengthMismatch);
        }
        else if (!MustWait || IsConfiguration(message))
        {
            Handle(message);
        }
        else if (_waiting.Count < ModemLink.MaxInbound)
        {
            _waiting.Enqueue(Transfer.Copy(whole));
        }
        else
        {
            End("it sent too much before its CONFIGURATION was answered");
        }
    }

    private static bool IsConfiguration(in MbimMessage message) =>
        message.Type == MbimMessageType.Command && message.DeviceServiceId == ProxyControl.Id && message.Cid == (uint)ProxyControlCid.Configuration;

    private void Handle(in MbimMessage message)
    {
        var id = message.TransactionId;
        switch (message.Type)
        {
            case MbimMessageType.Open:
                _writer.OpenDone(id, _member is null ? MbimStatus.Failure : MbimStatus.Success);
                break;
            case MbimMessageType.Close:
                _writer.CloseDone(id);
                break;
            case MbimMessageType.Command when IsConfiguration(message):
                Configure(message);
                break;
            case MbimMessageType.Command when message.DeviceServiceId == ProxyControl.Id:
                _writer.CommandDone(id, ProxyControl.Id, message.Cid, MbimStatus.NoDeviceSupport, []);
                break;
            case MbimMessageType.Command when _member is null:
                _writer.FunctionError(id, MbimProtocolError.NotOpened);
                break;
            case MbimMessageType.Command when IsSubscribeList(message):
                Subscribe(_member, message);
                break;
            case MbimMessageType.Command:
                _host.Command(_member, id, message.DeviceServiceId, message.Cid, message.CommandType, message.InformationBuffer);
                break;
            default:
                SharingLog.Ignored(_logger, _link.Options.Name, message.Type, id);
                break;
        }
    }

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
            _writer.CommandDone(id, BasicConnect.Id, message.Cid, MbimStatus.InvalidParameters, []);
        }
        else if (_host.Subscribe(member, id, list, message.InformationBuffer))
        {
            _writer.CommandDone(id, BasicConnect.Id, message.Cid, MbimStatus.Success, message.InformationBuffer);
        }
    }

    private void AnswerConfiguration(uint transactionId, MbimStatus status) =>
        _writer.CommandDone(transactionId, ProxyControl.Id, (uint)ProxyControlCid.Configuration, status, []);

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
