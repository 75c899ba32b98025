using System.Collections.Concurrent;
using System.Runtime.InteropServices.ComTypes;
using MbimClient.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Mbn;

/// <summary>
/// mbnapi's device services over a connection to a Mobile Broadband service, on every operating system: where the original begins with
/// <c>new MbnDeviceServicesManager()</c>, this begins with a connection.
/// Objects live as long as the connection; where many are made they can be given back by casting them to <see cref="IDisposable"/>, which stands for
/// the last Release of COM. When the connection is lost calls throw RPC_E_DISCONNECTED, and no more events come.
/// </summary>
/// <example>
/// <c>sink</c> is the application's <see cref="IMbnDeviceServicesEvents"/>:
/// <code>
/// var manager = new MbnDeviceServicesManager(client);
/// var iid = typeof(IMbnDeviceServicesEvents).GUID;
/// manager.FindConnectionPoint(ref iid, out var point);
/// point!.Advise(sink, out _);
/// var service = manager.GetDeviceServicesContext(manager.GetInterfaceIDs()[0]).GetDeviceService("{5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7}");
/// service.OpenDataSession(out var requestID);
/// </code>
/// </example>
public sealed class MbnDeviceServicesManager : IMbnDeviceServicesManager, IConnectionPointContainer
{
    private readonly ConcurrentDictionary<uint, MbnDeviceServiceObject> _objects = new();
    private readonly ConnectionPoint[] _points;

    /// <summary>Starts from a connection, which stays the caller's.</summary>
    public MbnDeviceServicesManager(MbnClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        Client = client;
        _points =
        [
            new ConnectionPoint(this, typeof(IMbnDeviceServicesEvents), WantsEvent, BindEvents),
            new ConnectionPoint(this, typeof(IMbnDeviceServiceStateEvents), WantsStateEvent, BindStateEvents),
        ];
    }

    internal MbnClient Client { get; }

    /// <summary>The IDs of the interfaces, present or not; stands for IMbnInterfaceManager::GetInterfaces.</summary>
    public string[] GetInterfaceIDs() =>
        [.. Client.Invoke(MobileBroadband.GetInterfaces, default).Interfaces.Select(item => item.InterfaceID)];

    /// <inheritdoc/>
    public IMbnDeviceServicesContext GetDeviceServicesContext(string networkInterfaceID)
    {
        var request = new DeviceServicesContextRequest { InterfaceID = networkInterfaceID ?? "" };
        return new MbnDeviceServicesContextObject(this, Client.Invoke(MobileBroadband.GetDeviceServicesContext, request));
    }

    /// <inheritdoc/>
    public void EnumConnectionPoints(out IEnumConnectionPoints ppEnum) => ppEnum = new ConnectionPointEnumerator(_points);

    /// <summary>The connection point of IMbnDeviceServicesEvents or IMbnDeviceServiceStateEvents.</summary>
    /// <exception cref="System.Runtime.InteropServices.COMException">CONNECT_E_NOCONNECTION: there is none for this IID.</exception>
    public void FindConnectionPoint(ref Guid riid, out IConnectionPoint ppCP)
    {
        var iid = riid;
        ppCP = Array.Find(_points, point => point.InterfaceId == iid)
            ?? throw MbnCalls.Error($"There is no connection point for {iid:B}.", ConnectionPoint.NoConnection);
    }

    internal void Add(MbnDeviceServiceObject service) => _objects[service.ObjectHandle] = service;

    internal void Remove(MbnDeviceServiceObject service) => _objects.TryRemove(service.ObjectHandle, out _);

    private static bool WantsStateEvent(MbnEvent item) => item.Cid == MobileBroadbandCid.SessionsStateChange;

    private static Action<MbnEvent>? BindStateEvents(object sink) => sink is IMbnDeviceServiceStateEvents events
        ? item => events.OnSessionsStateChange(item.InterfaceID, (MBN_DEVICE_SERVICE_SESSIONS_STATE)item.Number)
        : null;

    private bool WantsEvent(MbnEvent item) =>
        item.Cid == MobileBroadbandCid.InterfaceStateChange || _objects.ContainsKey(item.ObjectHandle);

    private Action<MbnEvent>? BindEvents(object sink) => sink is IMbnDeviceServicesEvents events ? item => Raise(events, item) : null;

    private void Raise(IMbnDeviceServicesEvents sink, MbnEvent item)
    {
        if (item.Cid == MobileBroadbandCid.InterfaceStateChange)
        {
            sink.OnInterfaceStateChange(item.InterfaceID, (MBN_DEVICE_SERVICES_INTERFACE_STATE)item.Number);
        }
        else if (_objects.TryGetValue(item.ObjectHandle, out var service))
        {
            service.Raise(sink, item);
        }
    }
}
