using System.Buffers.Binary;
using MbimEmulator.Function;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Time;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MobileBroadbandCalls;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>
/// A client of the Mobile Broadband service: its messages, its objects. OPEN is answered when it is known which interfaces are there, so that the
/// first call finds them.
/// </summary>
internal sealed class ServiceClient : IMbimServerHandler
{
    /// <summary>Objects that one client may have.</summary>
    public const int MaxObjects = 65_536;

    /// <summary>Calls that one client may have under way.</summary>
    public const int MaxPendingCalls = 4096;

    private static readonly MbimServerOptions Options = new()
    {
        MaxControlTransfer = MessageFramer.ServiceMaxLength,
        MaxMessageLength = (int)MessageFramer.ServiceMaxLength,
        MaxOutstandingCommands = null,
        ChecksTransfers = false,
    };

    private readonly ServiceCore _core;
    private readonly ModemLink _link;
    private readonly ILogger _logger;
    private readonly MbimServer _server;
    private readonly ServerTimer _timer;
    private readonly StallWatch _stall;
    private readonly Dictionary<uint, DeviceServiceObject> _objects = [];
    private readonly ClientPort _toService;
    private readonly ClientPort _toClient;
    private DeviceServiceObject? _called;
    private OutboundMessage _outbound;
    private long _messages;
    private bool _hasClosed;
    private bool _hasDeclared;
    private uint _lastHandle;

    public ServiceClient(ServiceCore core, ModemLink link, ModemClock clock, ILogger logger)
    {
        _core = core;
        _link = link;
        _logger = logger;
        Caller = link.Options.Caller;
        _server = new MbimServer(Options, this);
        _timer = new ServerTimer(_server, clock);
        _stall = new StallWatch(clock, link, End);
        _toService = new ClientPort(this, link, TransferDirection.ToFunction);
        _toClient = new ClientPort(this, link, TransferDirection.ToHost);
        Writer = new ServiceClientWriter(_server);
    }

    /// <summary>Names the client for people.</summary>
    public string Name => _link.Options.Name;

    /// <summary>Who it is.</summary>
    public CallerIdentity Caller { get; private set; }

    /// <summary>Sends to it.</summary>
    public ServiceClientWriter Writer { get; }

    /// <summary>Whether it has opened the service.</summary>
    public bool IsOpen => _server.IsOpen;

    /// <summary>Whether it has opened the service, or waits for the answer.</summary>
    public bool HasOpened => _server.HasOpened;

    /// <summary>The largest transfer that it takes, in bytes.</summary>
    public uint MaxTransfer => _server.MaxControlTransfer;

    /// <summary>Ends the wait for OPEN_DONE.</summary>
    public ModemTimer? Settling { get; set; }

    /// <summary>Counts its OPENs and CLOSEs.</summary>
    public int Session { get; private set; }

    /// <summary>Whether it has gone: nothing is sent to it.</summary>
    public bool HasLeft => !_server.IsConnected;

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

        _timer.Receive(transfer);
        if (_hasClosed)
        {
            _hasClosed = false;
            _core.ClientsChanged();
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
    /// <returns>Whether the call was pending.</returns>
    public bool Settled()
    {
        if (!_server.CompleteOpen(MbimStatus.Success))
        {
            return false;
        }

        StopSettling();
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
            _stall.Stop();
            _server.Disconnect();
            _server.EndSession();
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

    private void Send(Transfer transfer)
    {
        _link.Enqueue(transfer, _outbound);
        _stall.Check();
    }

    private void StopSettling()
    {
        Settling?.Cancel();
        Settling = null;
    }

    /// <summary>Handles a whole message behind the stages of the modem that it is about.</summary>
    public void TakeMessage(in TrafficPiece message)
    {
        if (!HasLeft && _core.Pipeline.Offer(message))
        {
            _server.TakeMessage(message.Bytes);
        }
    }

    /// <summary>A message that a stage has made.</summary>
    public void SendMade(ReadOnlySpan<byte> bytes)
    {
        MbimMessage.TryParse(bytes, MbimReadMode.Tolerant, out var message, out _);
        if (Offer(bytes, message, new OutboundMessage(++_messages, OutboundKind.Answer)))
        {
            _server.SendTransfers(bytes);
        }
    }

    /// <summary>Sends a message behind the stages of the modem that it is about, in the transfers that they have planned.</summary>
    public void SendPlanned(in TrafficPiece message)
    {
        if (!_core.Pipeline.Offer(message))
        {
            return;
        }

        var plan = message.Kept?.Plan ?? PlannedTransfer.Split(message.Bytes, MaxTransfer);
        for (var i = 0; i < plan.Count; i++)
        {
            _link.Enqueue(Transfer.Copy(plan[i].Bytes), message.Outbound, i == plan.Count - 1 ? message.CloseReason : null);
        }

        _stall.Check();
    }

    // The stages of the modem that a message is about, and the device service; null where nobody asks for calls.
    private TrafficPipeline? PipelineOf(in MbimMessage message, out Guid? deviceService)
    {
        deviceService = null;
        if (message.DeviceServiceId != MobileBroadband.Id || !_core.HasCallStages)
        {
            return null;
        }

        // An answer takes the way that its call took.
        var target = message.Type == MbimMessageType.CommandDone ? _called : ObjectOf(message);
        deviceService = target?.Service;
        return (target?.Interface ?? _core.Interfaces[0]).Modem.Pipeline;
    }

    // Calls of an object and completions begin with its handle.
    private DeviceServiceObject? ObjectOf(in MbimMessage message) =>
        BinaryPrimitives.TryReadUInt32LittleEndian(message.InformationBuffer, out var handle) ? FindObject(handle) : null;

    void IMbimServerHandler.Send(ReadOnlySpan<byte> transfer) => Send(Transfer.Copy(transfer));

    void IMbimServerHandler.SendRented(byte[] rented, int length) => Send(Transfer.Own(rented, length));

    void IMbimServerHandler.Command(Transaction transaction, in MbimMessage command)
    {
        var id = command.TransactionId;
        var before = _called;
        _called = ObjectOf(command);
        if (command.DeviceServiceId != MobileBroadband.Id)
        {
            _server.CommandDone(id, command.DeviceServiceId, command.Cid, MbimStatus.NoDeviceSupport, []);
        }
        else if (command.CommandType != MbimCommandType.Set)
        {
            Writer.Return(id, (MobileBroadbandCid)command.Cid, MbimStatus.InvalidParameters);
        }
        else
        {
            _core.Calls.Handle(this, id, (MobileBroadbandCid)command.Cid, command.InformationBuffer);
        }

        _called = before;
    }

    bool IMbimServerHandler.Received(ReadOnlySpan<byte> bytes, in MbimMessage message)
    {
        if (message.Type == 0)
        {
            return true;
        }

        var pipeline = PipelineOf(message, out var deviceService);
        var piece = new TrafficPiece(_toService, bytes) { DeviceService = deviceService };
        return pipeline?.Offer(piece) != false && _core.Pipeline.Offer(piece);
    }

    bool IMbimServerHandler.Sending(in MbimMessage message)
    {
        var isEvent = message.Type == MbimMessageType.IndicateStatus
            && (MobileBroadbandCid)message.Cid is MobileBroadbandCid.EventNotification or MobileBroadbandCid.ReadData;
        var outbound = isEvent
            ? new OutboundMessage(++_messages, OutboundKind.Event, MobileBroadband.Id, message.Cid)
            : new OutboundMessage(++_messages, OutboundKind.Answer);
        _hasClosed |= message.Type == MbimMessageType.CloseDone;
        return (!isEvent || _link.MakeRoom(outbound)) && Offer(message.Bytes, message, outbound);
    }

    MbimStatus? IMbimServerHandler.Opening()
    {
        _core.Opened(this);
        return null;
    }

    void IMbimServerHandler.Closed()
    {
        StopSettling();
        Session++;
        PendingCalls = 0;
        _objects.Clear();
        _core.CloseSessionsOf(this);
    }

    private bool Offer(ReadOnlySpan<byte> bytes, in MbimMessage message, OutboundMessage outbound)
    {
        var pipeline = PipelineOf(message, out var deviceService);
        var piece = new TrafficPiece(_toClient, bytes, ref outbound) { DeviceService = deviceService };
        if (pipeline?.Offer(piece) == false || !_core.Pipeline.Offer(piece))
        {
            return false;
        }

        _outbound = outbound;
        return true;
    }
}
