using System.Collections.Concurrent;
using System.Runtime.InteropServices.ComTypes;
using MbimClient.Mbn;

namespace MbimClient.Tests.Mbn;

/// <summary>What a sink was told.</summary>
internal sealed record SinkEvent(string Name, IMbnDeviceService? Service = null, uint Id = 0, int Status = 0, uint RequestID = 0)
{
    public byte[] Data { get; init; } = [];

    public uint[] CommandIDs { get; init; } = [];

    public string InterfaceID { get; init; } = "";
}

/// <summary>Keeps what it is told, and does what the test wants.</summary>
internal sealed class Sink(Action<SinkEvent>? action = null) : IMbnDeviceServicesEvents, IMbnDeviceServiceStateEvents
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly BlockingCollection<SinkEvent> _events = [];

    public int Count => _events.Count;

    public static IConnectionPoint PointOf<T>(MbnDeviceServicesManager manager)
    {
        var iid = typeof(T).GUID;
        manager.FindConnectionPoint(ref iid, out var point);
        return point!;
    }

    public int AdviseAt(MbnDeviceServicesManager manager)
    {
        PointOf<IMbnDeviceServicesEvents>(manager).Advise(this, out var cookie);
        return cookie;
    }

    /// <summary>The next event that was not taken yet.</summary>
    public SinkEvent Take() => _events.TryTake(out var item, HangGuard) ? item : throw new TimeoutException("No event came.");

    public void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, uint[] commandIDList, int status, uint requestID) =>
        Add(new SinkEvent("OnQuerySupportedCommandsComplete", deviceService, 0, status, requestID) { CommandIDs = commandIDList });

    public void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(new SinkEvent("OnOpenCommandSessionComplete", deviceService, 0, status, requestID));

    public void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(new SinkEvent("OnCloseCommandSessionComplete", deviceService, 0, status, requestID));

    public void OnSetCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID) =>
        Add(new SinkEvent("OnSetCommandComplete", deviceService, responseID, status, requestID) { Data = deviceServiceData });

    public void OnQueryCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID) =>
        Add(new SinkEvent("OnQueryCommandComplete", deviceService, responseID, status, requestID) { Data = deviceServiceData });

    public void OnEventNotification(IMbnDeviceService deviceService, uint eventID, byte[] deviceServiceData) =>
        Add(new SinkEvent("OnEventNotification", deviceService, eventID) { Data = deviceServiceData });

    public void OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(new SinkEvent("OnOpenDataSessionComplete", deviceService, 0, status, requestID));

    public void OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(new SinkEvent("OnCloseDataSessionComplete", deviceService, 0, status, requestID));

    public void OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID) =>
        Add(new SinkEvent("OnWriteDataComplete", deviceService, 0, status, requestID));

    public void OnReadData(IMbnDeviceService deviceService, byte[] deviceServiceData) =>
        Add(new SinkEvent("OnReadData", deviceService) { Data = deviceServiceData });

    public void OnInterfaceStateChange(string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange) =>
        Add(new SinkEvent("OnInterfaceStateChange", Id: (uint)stateChange) { InterfaceID = interfaceID });

    public void OnSessionsStateChange(string interfaceID, MBN_DEVICE_SERVICE_SESSIONS_STATE stateChange) =>
        Add(new SinkEvent("OnSessionsStateChange", Id: (uint)stateChange) { InterfaceID = interfaceID });

    private void Add(SinkEvent item)
    {
        try
        {
            action?.Invoke(item);
        }
        finally
        {
            _events.Add(item);
        }
    }
}
