using System.Collections.Concurrent;
using System.Runtime.InteropServices.ComTypes;
using MbimClient.DeviceServices;

namespace MbimClient.Mbn;

/// <summary>Where sinks of one interface are advised. Each has a queue and a thread of its own.</summary>
internal sealed class ConnectionPoint(
    MbnDeviceServicesManager manager, Type sinkType, Func<MbnEvent, bool> wants, Func<object, Action<MbnEvent>?> bind) : IConnectionPoint
{
    /// <summary>CONNECT_E_NOCONNECTION.</summary>
    public const int NoConnection = unchecked((int)0x80040200);

    private const int CannotConnect = unchecked((int)0x80040202);
    private const int InvalidPointer = unchecked((int)0x80004003);
    private const int NotImplemented = unchecked((int)0x80004001);

    private readonly ConcurrentDictionary<int, CallbackQueue> _sinks = new();
    private int _lastCookie;

    public Guid InterfaceId { get; } = sinkType.GUID;

    public void GetConnectionInterface(out Guid pIID) => pIID = InterfaceId;

    public void GetConnectionPointContainer(out IConnectionPointContainer ppCPC) => ppCPC = manager;

    /// <summary>E_POINTER for null; CONNECT_E_CANNOTCONNECT for an object that has not the interface.</summary>
    public void Advise(object pUnkSink, out int pdwCookie)
    {
        if (pUnkSink is null)
        {
            throw MbnCalls.Error("The sink is null.", InvalidPointer);
        }

        var callback = bind(pUnkSink)
            ?? throw MbnCalls.Error($"{pUnkSink.GetType()} does not implement {sinkType.Name}.", CannotConnect);
        pdwCookie = Interlocked.Increment(ref _lastCookie);
        var queue = new CallbackQueue(manager.Client, $"{sinkType.Name} {pdwCookie}", manager.Client.EventBudget, wants, callback);
        _sinks[pdwCookie] = queue;
        manager.Client.Add(queue);
    }

    /// <summary>No call begins after this; one that runs goes on, and is not waited for. CONNECT_E_NOCONNECTION for an unknown cookie.</summary>
    public void Unadvise(int dwCookie)
    {
        if (!_sinks.TryRemove(dwCookie, out var queue))
        {
            throw MbnCalls.Error($"No sink was advised with the cookie {dwCookie}.", NoConnection);
        }

        queue.Stop();
    }

    /// <summary>E_NOTIMPL, which a connection point may answer.</summary>
    public void EnumConnections(out IEnumConnections ppEnum) => throw MbnCalls.Error("Sinks cannot be enumerated.", NotImplemented);
}
