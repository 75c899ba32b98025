using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.MbnService;

/// <summary>The Mobile Broadband service as a state machine: its clients and its interfaces. Used inside the mailbox alone.</summary>
internal sealed class ServiceCore
{
    private const int MostHeldBack = 256;

    private readonly ModemClock _clock;
    private readonly ILogger _logger;
    private readonly Dictionary<ModemLink, ServiceClient> _clients = [];
    private readonly List<ServiceInterface> _interfaces = [];
    private readonly HeldEvents _heldBack = new(MostHeldBack);
    private readonly List<INetworkModem> _called = [];
    private int _ended;
    private bool _isInEvent;

    public ServiceCore(bool trustDeclaredCallers, TrafficPipeline pipeline, ModemClock clock, ILogger logger)
    {
        _clock = clock;
        _logger = logger;
        TrustDeclaredCallers = trustDeclaredCallers;
        Calls = new ServiceCalls(this, logger);
        Pipeline = pipeline;
    }

    /// <summary>The service's own stages: all messages of all clients pass them, behind those of a modem.</summary>
    public TrafficPipeline Pipeline { get; }

    /// <summary>Whether a stage of a modem asks for calls.</summary>
    public bool HasCallStages => _interfaces.Exists(static each => each.Modem.Pipeline.Has(TrafficLevel.Call, TransferDirection.ToFunction));

    /// <summary>The methods.</summary>
    public ServiceCalls Calls { get; }

    /// <summary>Whether callers are who they say they are.</summary>
    public bool TrustDeclaredCallers { get; }

    /// <summary>Whether the host sleeps.</summary>
    public bool IsAsleep { get; private set; }

    /// <summary>How many events wait for the host to wake.</summary>
    public int HeldBack => _heldBack.Count;

    /// <summary>All interfaces, present or not.</summary>
    public IReadOnlyList<ServiceInterface> Interfaces => _interfaces;

    /// <summary>Clients that have opened the service.</summary>
    public IEnumerable<ServiceClient> OpenClients => _clients.Values.Where(client => client.IsOpen);

    /// <summary>Whether any client wants the interfaces.</summary>
    public bool HasClients => _clients.Values.Any(client => client.HasOpened);

    /// <summary>The request id that was given last; 0 when none was.</summary>
    public uint LastRequestId { get; set; }

    /// <summary>An event of the service begins; <see cref="EndEvent"/> follows.</summary>
    public void BeginEvent() => _isInEvent = true;

    /// <summary>The event is done: what it did to modems takes effect, and what the service does upon it.</summary>
    public void EndEvent()
    {
        while (_ended < _called.Count)
        {
            _called[_ended++].EndCall();
        }

        _called.Clear();
        (_ended, _isInEvent) = (0, false);
    }

    /// <summary>A modem's function or shared host was called; it takes effect at the end of the service's event, or behind the modem's own.</summary>
    public void Called(INetworkModem modem)
    {
        if (!_isInEvent)
        {
            modem.PostEndOfCall();
        }
        else if (_called.IndexOf(modem, _ended) < 0)
        {
            _called.Add(modem);
        }
    }

    /// <summary>A request id: unique for 4,294,967,295 calls, ascending until it begins again, never 0.</summary>
    public uint NextRequestId() => ++LastRequestId == 0 ? ++LastRequestId : LastRequestId;

    /// <summary>To whom an object's session belongs.</summary>
    public static SessionKey KeyOf(SessionScope scope, DeviceServiceObject target) => scope switch
    {
        SessionScope.Client => new SessionKey(target.Service!.Value, target.Client, 0),
        SessionScope.Object => new SessionKey(target.Service!.Value, target.Client, target.Handle),
        _ => new SessionKey(target.Service!.Value, null, 0),
    };

    /// <summary>Through which objects a session's events are told: the one that opened it, or, where all share it, one of each client.</summary>
    public IEnumerable<DeviceServiceObject> ListenersOf(SessionKey key, DeviceServiceObject opener)
    {
        if (key.Client is not null)
        {
            return [opener];
        }

        return OpenClients.Select(client => client == opener.Client
            ? opener
            : client.Objects.FirstOrDefault(each => each.Service == key.Service && each.Interface == opener.Interface)).OfType<DeviceServiceObject>();
    }

    /// <summary>Whether a client keeps the modem from other hosts: one that has sent OPEN and may use something of it.</summary>
    public bool IsHeld(ServiceInterface @interface) => _clients.Values.Any(client => client.HasOpened && client.MayUse(@interface));

    /// <summary>A modem is there for the first time.</summary>
    public void Add(INetworkModem modem)
    {
        var added = new ServiceInterface(this, modem, _clock, _logger);
        _interfaces.Add(added);
        if (HasClients)
        {
            added.Join();
        }

        if (OpenClients.Any())
        {
            added.Seen();
        }
    }

    /// <summary>A modem is thrown away.</summary>
    public void Remove(INetworkModem modem)
    {
        if (Find(modem) is { } removed)
        {
            removed.Remove("the modem was thrown away");
            _interfaces.Remove(removed);
            Settle();
        }
    }

    /// <summary>The interface of a modem.</summary>
    public ServiceInterface? Find(INetworkModem modem) => _interfaces.Find(candidate => candidate.Modem == modem);

    /// <summary>The interface with this id.</summary>
    public ServiceInterface? Find(Guid interfaceId) => _interfaces.Find(candidate => candidate.Id == interfaceId);

    /// <summary>A client's link is there.</summary>
    public void Admit(ModemLink link)
    {
        if (link.CloseReason is null)
        {
            ServiceLog.Came(_logger, link.Options.Name, link.Options.Caller.User);
            _clients.Add(link, new ServiceClient(this, link, _clock, _logger));
            link.CompleteAttach(true);
        }
    }

    /// <summary>A transfer of a client.</summary>
    public void Receive(ModemLink link, ReadOnlySpan<byte> transfer)
    {
        if (_clients.TryGetValue(link, out var client))
        {
            client.Receive(transfer);
        }
    }

    /// <summary>A client's carrier is gone.</summary>
    public void Leave(ModemLink link)
    {
        if (_clients.Remove(link, out var client))
        {
            client.Leave();
            ClientsChanged();
        }
    }

    /// <summary>A client has closed the service, or is somebody else.</summary>
    public void ClientsChanged() => _interfaces.ForEach(each => each.ClientsChanged());

    /// <summary>A client has opened the service: it is answered once it is known which modems are there, at the latest when the last of them should have said so.</summary>
    public void Opened(ServiceClient client)
    {
        _interfaces.ForEach(each => each.Join());
        var settlesIn = _interfaces.Count == 0 ? TimeSpan.Zero : _interfaces.Max(each => each.SettlesIn);
        if (settlesIn == TimeSpan.Zero)
        {
            Settle(client);
        }
        else
        {
            client.Settling = _clock.Schedule(settlesIn, () => Settle(client));
        }
    }

    /// <summary>An interface is settled.</summary>
    public void Settle()
    {
        if (_interfaces.TrueForAll(each => each.IsSettled))
        {
            foreach (var client in _clients.Values)
            {
                Settle(client);
            }
        }
    }

    /// <summary>A client has gone, or closed the service.</summary>
    public void CloseSessionsOf(ServiceClient client) => _interfaces.ForEach(each => each.CloseSessionsOf(client));

    /// <summary>The host sleeps.</summary>
    public void Sleep()
    {
        IsAsleep = true;
        _interfaces.ForEach(each => each.Sleep());
    }

    /// <summary>The host resumes.</summary>
    public void Resume()
    {
        if (IsAsleep)
        {
            IsAsleep = false;
            _heldBack.TellAll(Tell);
            _interfaces.ForEach(each => each.Resume());
        }
    }

    /// <summary>Tells every client; a sleeping host hears of it when it wakes.</summary>
    public void Tell(Guid interfaceId, InterfaceEvent what)
    {
        if (IsAsleep)
        {
            _heldBack.Add(interfaceId, what);
            return;
        }

        foreach (var client in OpenClients)
        {
            client.Writer.Tell(interfaceId, what);
        }
    }

    /// <summary>The service ends.</summary>
    public void Stop(string reason)
    {
        foreach (var link in _clients.Keys.ToList())
        {
            link.Close(reason);
            Leave(link);
        }
    }

    private void Settle(ServiceClient client)
    {
        if (client.Settled())
        {
            _interfaces.ForEach(each => each.Seen());
        }
    }
}
