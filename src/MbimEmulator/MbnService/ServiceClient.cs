using System.Buffers.Binary;
using MbimEmulator.Faults;
using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>
/// A client of the Mobile Broadband service: its messages, its objects. OPEN is answered when it is known which interfaces are there, so that the
/// first call finds them.
/// </summary>
internal sealed class ServiceClient
{
    /// <summary>Objects that one client may have.</summary>
    public const int MaxObjects = 65_536;

    /// <summary>Calls that one client may have under way.</summary>
    public const int MaxPendingCalls = 4096;

    private readonly ServiceCore _core;
    private readonly ModemLink _link;
    private readonly ILogger _logger;
    private readonly FragmentInbox _fragments;
    private readonly StallWatch _stall;
    private readonly Dictionary<uint, DeviceServiceObject> _objects = [];
    private readonly CallRoute _toService;
    private DeviceServiceObject? _called;
    private uint? _pendingOpen;
    private bool _hasDeclared;
    private uint _lastHandle;

    public ServiceClient(ServiceCore core, ModemLink link, TransferWriter writer, ModemClock clock, ILogger logger)
    {
        _core = core;
        _link = link;
        _logger = logger;
        Caller = link.Options.Caller;
        _stall = new StallWatch(clock, link, End);
        _toService = new CallRoute(this, link);
        Writer = new ServiceClientWriter(this, core, link, writer, _stall);
        _fragments = new FragmentInbox(
            new FragmentReassembler((int)MessageFramer.ServiceMaxLength), clock, id => Writer.FunctionError(id, MbimProtocolError.TimeoutFragment));
    }

    /// <summary>Names the client for people.</summary>
    public string Name => _link.Options.Name;

    /// <summary>Who it is.</summary>
    public CallerIdentity Caller { get; private set; }

    /// <summary>Sends to it.</summary>
    public ServiceClientWriter Writer { get; }

    /// <summary>Whether it has opened the service.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether it has opened the service, or waits for the answer.</summary>
    public bool HasOpened => IsOpen || _pendingOpen is not null;

    /// <summary>Ends the wait for OPEN_DONE.</summary>
    public ModemTimer? Settling { get; set; }

    /// <summary>Counts its OPENs and CLOSEs.</summary>
    public int Session { get; private set; }

    /// <summary>Whether it has gone: nothing is sent to it.</summary>
    public bool HasLeft { get; private set; }

    /// <summary>Its calls that were accepted and have not completed.</summary>
    public int PendingCalls { get; set; }

    /// <summary>Its objects.</summary>
    public IEnumerable<DeviceServiceObject> Objects => _objects.Values;

    /// <summary>Takes one transfer.</summary>
    public void Receive(ReadOnlySpan<byte> transfer)
    {
        if (HasLeft)
        {
            return;
        }

        var result = _fragments.Add(transfer, out var whole);
        if (result.AbandonedTransactionId is { } abandoned)
        {
            Writer.FunctionError(abandoned, MbimProtocolError.FragmentOutOfSequence);
        }

        if (result.Error is { } error)
        {
            Writer.FunctionError(result.TransactionId, error);
        }
        else if (result.Outcome == FragmentOutcome.Truncated)
        {
            Writer.FunctionError(0, MbimProtocolError.LengthMismatch);
        }
        else if (result.Outcome == FragmentOutcome.Complete)
        {
            Take(whole);
        }
    }

    /// <summary>Makes an object; null when there are too many.</summary>
    public DeviceServiceObject? AddObject(ServiceInterface @interface, Guid? service)
    {
        if (_objects.Count >= MaxObjects)
        {
            return null;
        }

        do
        {
            _lastHandle++;
        }
        while (_lastHandle == 0 || _objects.ContainsKey(_lastHandle));

        var made = new DeviceServiceObject(this, _lastHandle, @interface, service);
        _objects.Add(made.Handle, made);
        return made;
    }

    /// <summary>The object of a handle.</summary>
    public DeviceServiceObject? FindObject(uint handle) => _objects.GetValueOrDefault(handle);

    /// <summary>Drops an object.</summary>
    public bool RemoveObject(uint handle) => _objects.Remove(handle);

    /// <summary>All interfaces are settled: if it waits for OPEN_DONE it gets it.</summary>
    /// <returns>Whether it waited.</returns>
    public bool Settled()
    {
        if (_pendingOpen is not { } transactionId)
        {
            return false;
        }

        StopSettling();
        IsOpen = true;
        Writer.OpenDone(transactionId);
        return true;
    }

    /// <summary>It says who it is, and is believed.</summary>
    public void Declare(CallerIdentity caller)
    {
        Caller = caller;
        _hasDeclared = true;
        _core.ClientsChanged();
    }

    /// <summary>Whether some method of some device service is not denied to it, or it may still say that it is somebody else.</summary>
    public bool MayUse(ServiceInterface @interface) =>
        (_core.TrustDeclaredCallers && !_hasDeclared) || @interface.Profile.Access.AllowsSomething(Caller);

    /// <summary>Its carrier is gone.</summary>
    public void Leave()
    {
        if (!HasLeft)
        {
            HasLeft = true;
            _stall.Stop();
            _fragments.Reset();
            Forget();
            ServiceLog.Left(_logger, Name, _link.CloseReason ?? "");
        }
    }

    /// <summary>It is sent away.</summary>
    public void End(string reason)
    {
        if (_link.CloseReason is null)
        {
            ServiceLog.SentAway(_logger, Name, reason);
            _link.Close(reason);
        }

        _core.Leave(_link);
    }

    private void StopSettling()
    {
        _pendingOpen = null;
        Settling?.Cancel();
        Settling = null;
    }

    private void Forget()
    {
        StopSettling();
        IsOpen = false;
        Session++;
        PendingCalls = 0;
        _objects.Clear();
        _core.CloseSessionsOf(this);
    }

    /// <summary>Handles a whole message behind the rules that act on calls.</summary>
    /// <param name="whole">The message.</param>
    /// <param name="messageId">What the journal knows it by already; 0 when it does not.</param>
    public void TakeMessage(ReadOnlySpan<byte> whole, long messageId)
    {
        if (HasLeft)
        {
            return;
        }

        if (!MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out var message, out _))
        {
            var header = MessageHeader.Read(whole);
            Writer.FunctionError(
                header.TransactionId, MbimMessage.IsOfHost(header.Type) ? MbimProtocolError.LengthMismatch : MbimProtocolError.Unknown);
            return;
        }

        _core.Journal.Message(_link, TransferDirection.ToFunction, whole, MbimExVersion.V1, messageId);
        _called = ObjectOf(message);
        Handle(message);
        _called = null;
    }

    /// <summary>What rules there are for a message from or to the client, and the device service that it is about.</summary>
    public FaultEngine? FaultsFor(in MbimMessage message, out Guid? deviceService)
    {
        deviceService = null;
        if (!_core.HasCallRules || message.DeviceServiceId != MobileBroadband.Id)
        {
            return null;
        }

        var target = message.Type == MbimMessageType.CommandDone ? _called : ObjectOf(message);
        deviceService = target?.Service;
        return target?.Interface.Modem.Faults ?? _core.Interfaces[0].Modem.Faults;
    }

    // Calls of an object and completions begin with its handle.
    private DeviceServiceObject? ObjectOf(in MbimMessage message) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(message.InformationBuffer, out var handle) ? FindObject(handle) : null;

    private void Take(ReadOnlySpan<byte> whole)
    {
        if (MbimMessage.TryParse(whole, MbimReadMode.Tolerant, out var message, out _) && FaultsFor(message, out var deviceService) is { } faults
            && faults.TakeCall(_toService, whole, default, Caller.User, Name, deviceService))
        {
            return;
        }

        TakeMessage(whole, messageId: 0);
    }

    private void Handle(in MbimMessage message)
    {
        var id = message.TransactionId;
        switch (message.Type)
        {
            case MbimMessageType.Open:
                Open(id, message.MaxControlTransfer);
                break;
            case MbimMessageType.Close:
                Forget();
                Writer.CloseDone(id);
                _core.ClientsChanged();
                break;
            case MbimMessageType.Command when !IsOpen:
                Writer.FunctionError(id, MbimProtocolError.NotOpened);
                break;
            case MbimMessageType.Command when message.DeviceServiceId != MobileBroadband.Id:
                Writer.Refuse(id, message.DeviceServiceId, message.Cid, MbimStatus.NoDeviceSupport);
                break;
            case MbimMessageType.Command when message.CommandType != MbimCommandType.Set:
                Writer.Return(id, (MobileBroadbandCid)message.Cid, MbimStatus.InvalidParameters);
                break;
            case MbimMessageType.Command:
                _core.Calls.Handle(this, id, (MobileBroadbandCid)message.Cid, message.InformationBuffer);
                break;
            case MbimMessageType.HostError:
                break;
            default:
                Writer.FunctionError(id, MbimProtocolError.Unknown);
                break;
        }
    }

    private void Open(uint transactionId, uint maxControlTransfer)
    {
        if (maxControlTransfer < FragmentSplitter.MinMaxControlTransfer)
        {
            Writer.FunctionError(transactionId, MbimProtocolError.MaxTransfer);
            return;
        }

        Forget();
        Writer.MaxTransfer = Math.Min(maxControlTransfer, MessageFramer.ServiceMaxLength);
        _pendingOpen = transactionId;
        _core.Opened(this);
    }
}
