// What an application has that talks to mbnapi: its own declarations, and the class that uses them. docs/moving-from-mbnapi.md is about it.
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

#pragma warning disable CA1707, CA1711, CA1712, CA1051, CA1815, CA1720, CA1003 // The names and shapes are the type library's.
namespace Moving;

/// <summary>The class of Windows whose object is the manager.</summary>
[ComImport, Guid("2269daa3-2a9f-4165-a501-ce00a6f7a75b")]
public class MbnDeviceServicesManager;

[ComImport, Guid("20a26258-6811-4478-ac1d-13324e45e41c"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesManager
{
    IMbnDeviceServicesContext GetDeviceServicesContext([MarshalAs(UnmanagedType.BStr)] string networkInterfaceID);
}

[ComImport, Guid("fc5ac347-1592-4068-80bb-6a57580150d8"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesContext
{
    [return: MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_RECORD)]
    MBN_DEVICE_SERVICE[] EnumerateDeviceServices();

    IMbnDeviceService GetDeviceService([MarshalAs(UnmanagedType.BStr)] string deviceServiceID);

    uint MaxCommandSize { get; }

    uint MaxDataSize { get; }
}

[ComImport, Guid("b3bb9a71-dc70-4be9-a4da-7886ae8b191b"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceService
{
    void QuerySupportedCommands(out uint requestID);

    void OpenCommandSession(out uint requestID);

    void CloseCommandSession(out uint requestID);

    void SetCommand(uint commandID, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData, out uint requestID);

    void QueryCommand(uint commandID, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData, out uint requestID);

    void OpenDataSession(out uint requestID);

    void CloseDataSession(out uint requestID);

    void WriteData([MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData, out uint requestID);

    string InterfaceID { [return: MarshalAs(UnmanagedType.BStr)] get; }

    string DeviceServiceID { [return: MarshalAs(UnmanagedType.BStr)] get; }

    bool IsCommandSessionOpen { get; }

    bool IsDataSessionOpen { get; }
}

[ComImport, Guid("0a900c19-6824-4e97-b76e-cf239d0ca642"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesEvents
{
    void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI4)] uint[] commandIDList, int status, uint requestID);

    void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    void OnSetCommandComplete(IMbnDeviceService deviceService, uint responseID, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData, int status, uint requestID);

    void OnQueryCommandComplete(IMbnDeviceService deviceService, uint responseID, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData, int status, uint requestID);

    void OnEventNotification(IMbnDeviceService deviceService, uint eventID, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData);

    void OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    void OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    void OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID);

    void OnReadData(IMbnDeviceService deviceService, [MarshalAs(UnmanagedType.SafeArray, SafeArraySubType = VarEnum.VT_UI1)] byte[] deviceServiceData);

    void OnInterfaceStateChange([MarshalAs(UnmanagedType.BStr)] string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange);
}

public enum MBN_DEVICE_SERVICES_INTERFACE_STATE
{
    MBN_DEVICE_SERVICES_INTERFACE_STATE_ARRIVAL,
    MBN_DEVICE_SERVICES_INTERFACE_STATE_REMOVAL,
}

public struct MBN_DEVICE_SERVICE
{
    public string deviceServiceID;
    public bool dataWriteSupported;
    public bool dataReadSupported;
}

public sealed class Uploader : IMbnDeviceServicesEvents, IDisposable
{
    private readonly IMbnDeviceService _service;
    private readonly BlockingCollection<(uint RequestID, int Status)> _completions = [];

    public Uploader(IMbnDeviceServicesManager manager, IConnectionPointContainer events, string interfaceID, string serviceID)
    {
        ArgumentNullException.ThrowIfNull(manager);
        ArgumentNullException.ThrowIfNull(events);
        var iid = typeof(IMbnDeviceServicesEvents).GUID;
        events.FindConnectionPoint(ref iid, out var point);
        point!.Advise(this, out _);
        _service = manager.GetDeviceServicesContext(interfaceID).GetDeviceService(serviceID);
    }

    public void Upload(byte[] report)
    {
        _service.OpenDataSession(out var opening);
        Wait(opening);
        _service.WriteData(report, out var writing);
        Wait(writing);
        _service.CloseDataSession(out var closing);
        Wait(closing);
    }

    public void Dispose() => _completions.Dispose();

    public void OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) => _completions.Add((requestID, status));

    public void OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID) => _completions.Add((requestID, status));

    public void OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID) => _completions.Add((requestID, status));

    public void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, uint[] commandIDList, int status, uint requestID)
    {
    }

    public void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID)
    {
    }

    public void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID)
    {
    }

    public void OnSetCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID)
    {
    }

    public void OnQueryCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID)
    {
    }

    public void OnEventNotification(IMbnDeviceService deviceService, uint eventID, byte[] deviceServiceData)
    {
    }

    public void OnReadData(IMbnDeviceService deviceService, byte[] deviceServiceData)
    {
    }

    public void OnInterfaceStateChange(string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange)
    {
    }

    private void Wait(uint requestID)
    {
        Assert.That(_completions.TryTake(out var completed, TimeSpan.FromSeconds(30)));
        Assert.That(completed, Is.EqualTo((requestID, 0)));
    }
}
