using MbimEmulator.Profiles;
using MbimEmulator.Sharing;
using MbimEmulator.Time;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>
/// A network interface of the service: one modem, whose shared host it is a guest of while the service has clients. Another host that has the
/// modem makes the interface absent.
/// </summary>
internal sealed partial class ServiceInterface : ISharedHostGuest
{
    private readonly ServiceCore _core;
    private readonly ModemClock _clock;
    private readonly ILogger _logger;
    private readonly Dictionary<uint, ModemOperation> _operations = [];
    private readonly Dictionary<Guid, DeviceServiceElement> _services = [];
    private SharedHostMember? _member;
    private ModemTimer? _retry;
    private TimeSpan _settlesBy;
    private uint _lastOperation;
    private bool _isUnplugged;
    private bool _isKnownAbsent;
    private bool _hasSettled = true;

    public ServiceInterface(ServiceCore core, INetworkModem modem, ModemClock clock, ILogger logger)
    {
        _core = core;
        _clock = clock;
        _logger = logger;
        Modem = modem;
        Id = modem.InterfaceId;
        DataSessions = new DataSessions(this, core);
        CommandSessions = new CommandSessions(this, core);
        modem.PlaceFreed = RetryNow;
    }

    /// <summary>The modem.</summary>
    public INetworkModem Modem { get; }

    /// <summary>The interface's id.</summary>
    public Guid Id { get; }

    /// <summary>Who may call, and what the documentation leaves open.</summary>
    public MobileBroadbandProfile Profile => Modem.Profile.MobileBroadband;

    /// <summary>Its data sessions.</summary>
    public DataSessions DataSessions { get; }

    /// <summary>Its command sessions.</summary>
    public CommandSessions CommandSessions { get; }

    /// <summary>What the service knows of it.</summary>
    public InterfaceState State { get; private set; } = InterfaceState.Absent;

    /// <summary>How long it may still take until it is settled: until it is known if the modem is there, and, unless that takes its time, which services it has.</summary>
    public TimeSpan SettlesIn => _hasSettled || _clock.Elapsed >= _settlesBy ? TimeSpan.Zero : _settlesBy - _clock.Elapsed;

    /// <summary>Whether it is settled.</summary>
    public bool IsSettled => SettlesIn == TimeSpan.Zero;

    /// <summary>Whether applications find it.</summary>
    public bool IsPresent => State is InterfaceState.Probing or InterfaceState.Present or InterfaceState.Reopening or InterfaceState.Resetting;

    /// <summary>The device services that applications see, in the modem's order.</summary>
    public IReadOnlyCollection<DeviceServiceElement> Services => _services.Values;

    /// <summary>Data sessions that may be open over all services.</summary>
    public uint MaxDssSessions { get; private set; }

    /// <summary>The largest data of SetCommand and QueryCommand in bytes: that of the control channel, and no more than 4,096, as in Windows.</summary>
    public int MaxCommandSize => (int)Math.Min(Modem.Profile.Function.MaxControlMessage, 4096);

    /// <summary>The largest data of WriteData in bytes.</summary>
    public int MaxDataSize => Modem.Function.MaxDataSize;

    /// <summary>The largest transfer of the modem, in bytes.</summary>
    public int MaxControlTransfer => (int)Modem.Function.MaxControlTransfer;

    /// <summary>S_OK when its device services can be used, or why not.</summary>
    public HResult Availability => State switch
    {
        _ when _core.IsAsleep => HResult.NotReady,
        InterfaceState.Present => HResult.Ok,
        InterfaceState.Probing => HResult.Pending,
        InterfaceState.Reopening or InterfaceState.Resetting => HResult.NotReady,
        _ => HResult.NotFound,
    };

    /// <inheritdoc/>
    public bool IsGone => !_core.IsHeld(this) || (Profile.PlaceWhenIdle == PlaceWhenIdle.Yielded && IsIdle);

    /// <inheritdoc/>
    public int MaxQueuedCommands => int.MaxValue;

    /// <inheritdoc/>
    public bool TakesData => true;

    private bool IsIdle => DataSessions.IsEmpty && CommandSessions.IsEmpty && _operations.Values.All(operation => operation.Call is null);

    /// <summary>What GetInterfaces says of it.</summary>
    public NetworkInterface Describe() => new() { InterfaceID = GuidText.Of(Id), Name = Modem.Name, IsPresent = IsPresent ? 1u : 0 };

    /// <summary>A device service that applications see.</summary>
    public DeviceServiceElement? FindService(Guid service) => _services.TryGetValue(service, out var found) ? found : null;

    /// <summary>The service has clients: the modem is wanted.</summary>
    public void Join()
    {
        if (_member is null && !_isUnplugged)
        {
            _retry?.Cancel();
            _retry = null;
            if (State == InterfaceState.Absent)
            {
                State = InterfaceState.Joining;
                _hasSettled = false;
                _settlesBy = _clock.Elapsed + Profile.SettleLimit;
            }

            _member = Modem.Shared.Join(this);
            _core.Called(Modem);
        }
    }

    /// <summary>A client has seen what there is: where that was nothing, it is told when the modem comes.</summary>
    public void Seen()
    {
        if (State == InterfaceState.Joining && !_isKnownAbsent)
        {
            _isKnownAbsent = true;
            ServiceLog.Unsettled(_logger, Modem.Name);
        }
    }

    /// <summary>A client came, went, or is somebody else: another host that waits for the modem may get it.</summary>
    public void ClientsChanged()
    {
        LeaveIfUnused();
        Modem.Shared.Reconsider();
        _core.Called(Modem);
    }

    /// <summary>The modem is wanted no longer, once nothing is open on it.</summary>
    public void LeaveIfUnused()
    {
        if (_core.HasClients || !DataSessions.IsEmpty)
        {
            return;
        }

        _retry?.Cancel();
        _retry = null;
        State = InterfaceState.Absent;
        _hasSettled = true;
        _isKnownAbsent = false;
        _operations.Clear();
        CommandSessions.Clear();
        if (_member is { } member)
        {
            _member = null;
            Modem.Shared.Leave(member);
            _core.Called(Modem);
        }
    }

    /// <summary>A client has gone: what it had open is closed.</summary>
    public void CloseSessionsOf(ServiceClient client)
    {
        DataSessions.CloseAllOf(client);
        CommandSessions.CloseAllOf(client);
    }

    /// <summary>The modem is pulled out, and its host's link closed behind this.</summary>
    public void Unplug() => _isUnplugged = true;

    /// <summary>The modem is plugged in.</summary>
    public void Plug()
    {
        _isUnplugged = false;
        RetryNow();
    }

    /// <summary>The modem starts again: what was open is opened again when it is back.</summary>
    public void BeginReset() => Suspend(InterfaceState.Resetting);

    /// <summary>The modem was thrown away.</summary>
    public void Remove(string reason)
    {
        _isUnplugged = true;
        _retry?.Cancel();
        if (_member is { } member)
        {
            Modem.Shared.Leave(member);
        }

        Lost(reason);
    }

    /// <summary>The host sleeps: calls under way end; what is open stays so on the modem.</summary>
    public void Sleep()
    {
        FailOperations(HResult.NotReady);
        DataSessions.Sleep();
        CommandSessions.Sleep();
    }

    /// <summary>The host is awake.</summary>
    public void Resume()
    {
        if (State == InterfaceState.Present && (!DataSessions.IsEmpty || !CommandSessions.IsEmpty))
        {
            TellRestored();
        }
    }

    /// <summary>Everything that was open before a reset is open again, as far as it could be.</summary>
    public void TellRestored() => _core.Tell(Id, InterfaceEvent.Restored);

    /// <summary>Gives the modem a command; <paramref name="operation"/> is told the end.</summary>
    public void Command(ModemOperation operation, Guid service, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer)
    {
        var id = Begin(operation);
        Modem.Shared.Command(_member!, id, service, cid, commandType, informationBuffer);
        _core.Called(Modem);
    }

    /// <summary>Has the modem notify of the events of these services; <paramref name="operation"/> is told the end.</summary>
    public void Subscribe(ModemOperation operation, DeviceServiceSubscribeList list)
    {
        var id = Begin(operation);
        if (Modem.Shared.Subscribe(_member!, id, list, []))
        {
            _operations.Remove(id);
            operation.End(HResult.Ok, 0, []);
        }

        _core.Called(Modem);
    }

    /// <inheritdoc/>
    public void Reopening() => Suspend(InterfaceState.Reopening);

    /// <inheritdoc/>
    public void Ready()
    {
        BeginReset();
        if (State == InterfaceState.Joining)
        {
            State = InterfaceState.Probing;
        }

        // Behind the question whose answer may take its time comes one that is answered at once: then it is known that it takes its time.
        Command(new ModemOperation(EndProbe), BasicConnect.Id, BasicConnect.DeviceServices.Number, MbimCommandType.Query, []);
        Command(new ModemOperation((_, _, _) => Settle()), BasicConnect.Id, BasicConnect.DeviceCaps.Number, MbimCommandType.Query, []);
        if (_isKnownAbsent)
        {
            _isKnownAbsent = false;
            ServiceLog.Arrived(_logger, Modem.Name);
            _core.Tell(Id, InterfaceEvent.Arrival);
        }
    }

    /// <inheritdoc/>
    public void Lost(string reason)
    {
        _member = null;
        if (State == InterfaceState.Resetting && !_isUnplugged && Modem.IsPlaceFree)
        {
            _operations.Clear();
            Retry();
            return;
        }

        var wasPresent = IsPresent;
        if (_isUnplugged && Profile.PendingOnRemoval == PendingOnRemoval.Drop)
        {
            foreach (var operation in _operations.Values)
            {
                operation.Call?.Drop();
            }

            _operations.Clear();
        }

        FailOperations(HResult.MbnFailure);
        _operations.Clear();
        DataSessions.Clear();
        CommandSessions.Clear();
        _services.Clear();
        State = InterfaceState.Absent;
        _isKnownAbsent = true;
        if (wasPresent)
        {
            ServiceLog.Removed(_logger, Modem.Name, reason);
            _core.Tell(Id, InterfaceEvent.Removal);
        }

        Settle();
        Retry();
    }

    /// <inheritdoc/>
    public void Completed(uint transactionId, in HostCompletion completion)
    {
        if (_operations.Remove(transactionId, out var operation))
        {
            var result = completion.Outcome == HostOutcome.Answered ? StatusMap.ToHResult(completion.Status) : HResult.MbnFailure;
            operation.End(result, completion.Cid, result == HResult.Ok ? completion.InformationBuffer : []);
            Modem.Shared.Reconsider();
        }
    }

    /// <inheritdoc/>
    public void Indicated(in MbimMessage indication)
    {
        if (!_core.IsAsleep)
        {
            CommandSessions.Notify(indication.DeviceServiceId, indication.Cid, indication.InformationBuffer);
        }
    }

    /// <inheritdoc/>
    public void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram)
    {
        if (!_core.IsAsleep)
        {
            DataSessions.Receive(dssSessionId, datagram);
        }
    }

    /// <inheritdoc/>
    public void VersionChanged(MbimVersion version)
    {
        // What applications see has one layout in all versions.
    }

    private void Suspend(InterfaceState state)
    {
        if (IsPresent && State != InterfaceState.Resetting)
        {
            State = state;
            FailOperations(HResult.MbnFailure);
            DataSessions.BeginReset();
            CommandSessions.BeginReset();
        }
    }

    private uint Begin(ModemOperation operation)
    {
        while (!_operations.TryAdd(++_lastOperation, operation))
        {
        }

        return _lastOperation;
    }

    private void FailOperations(HResult result)
    {
        ModemOperation[] failed = [.. _operations.Values];
        foreach (var operation in failed)
        {
            operation.Call?.Complete(result);
            operation.Call = null;
        }
    }
}
