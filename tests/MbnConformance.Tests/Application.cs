using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using MbimClient.DeviceServices;
using MbimClient.Mbn;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbnConformance.Tests;

/// <summary>An application of mbnapi: a manager, and a sink that keeps what it is told.</summary>
internal sealed class Application : IMbnDeviceServicesEvents, IMbnDeviceServiceStateEvents, IAsyncDisposable
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly MbnClient _client;
    private readonly BlockingCollection<ToldEvent> _events = [];

    public Application(MbnClient client)
    {
        _client = client;
        Manager = new MbnDeviceServicesManager(client);
        Advise<IMbnDeviceServicesEvents>();
        Advise<IMbnDeviceServiceStateEvents>();
    }

    public MbnDeviceServicesManager Manager { get; }

    public string InterfaceID => Manager.GetInterfaceIDs().Single();

    public IMbnDeviceServicesContext Context => Manager.GetDeviceServicesContext(InterfaceID);

    public IMbnDeviceService Service(Guid id) => Context.GetDeviceService(id.ToString("B"));

    /// <summary>The code that a call returns.</summary>
    public static HResult CodeOf(Action call)
    {
        try
        {
            call();
            return HResult.Ok;
        }
        catch (COMException e)
        {
            return (HResult)e.HResult;
        }
    }

    /// <summary>The next event of this name; others before it are passed over.</summary>
    public ToldEvent Expect(string name)
    {
        while (_events.TryTake(out var told, HangGuard))
        {
            if (told.Name == name)
            {
                return told;
            }
        }

        throw new TimeoutException($"{name} did not come.");
    }

    /// <summary>The service with an open data session.</summary>
    public IMbnDeviceService WithDataSession(Guid id)
    {
        var service = Service(id);
        service.OpenDataSession(out _);
        Assert.That(Expect(nameof(OnOpenDataSessionComplete)).Status, Is.EqualTo(HResult.Ok));
        return service;
    }

    /// <summary>The service with an open command session.</summary>
    public IMbnDeviceService WithCommandSession(Guid id)
    {
        var service = Service(id);
        service.OpenCommandSession(out _);
        Assert.That(Expect(nameof(OnOpenCommandSessionComplete)).Status, Is.EqualTo(HResult.Ok));
        return service;
    }

    public void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, uint[] commandIDList, int status, uint requestID) =>
        Add(nameof(OnQuerySupportedCommandsComplete), status);

    public void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(nameof(OnOpenCommandSessionComplete), status);

    public void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(nameof(OnCloseCommandSessionComplete), status);

    public void OnSetCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID) =>
        Add(nameof(OnSetCommandComplete), status, deviceServiceData);

    public void OnQueryCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID) =>
        Add(nameof(OnQueryCommandComplete), status, deviceServiceData);

    public void OnEventNotification(IMbnDeviceService deviceService, uint eventID, byte[] deviceServiceData) =>
        Add(nameof(OnEventNotification), 0, deviceServiceData);

    public void OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) => Add(nameof(OnOpenDataSessionComplete), status);

    public void OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) => Add(nameof(OnCloseDataSessionComplete), status);

    public void OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID) => Add(nameof(OnWriteDataComplete), status);

    public void OnReadData(IMbnDeviceService deviceService, byte[] deviceServiceData) => Add(nameof(OnReadData), 0, deviceServiceData);

    public void OnInterfaceStateChange(string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange) =>
        Add(nameof(OnInterfaceStateChange), 0, [(byte)stateChange]);

    public void OnSessionsStateChange(string interfaceID, MBN_DEVICE_SERVICE_SESSIONS_STATE stateChange) =>
        Add(nameof(OnSessionsStateChange), 0, [(byte)stateChange]);

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private void Add(string name, int status, byte[]? data = null) => _events.Add(new ToldEvent(name, (HResult)status, data ?? []));

    private void Advise<T>()
    {
        var iid = typeof(T).GUID;
        Manager.FindConnectionPoint(ref iid, out var point);
        point!.Advise(this, out _);
    }
}

/// <summary>What a sink was told.</summary>
internal sealed record ToldEvent(string Name, HResult Status, byte[] Data);
