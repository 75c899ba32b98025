using System.Runtime.InteropServices;

namespace MbimClient.Mbn;

/// <summary>
/// What an application implements to be told of completions and events. Each advised sink has a thread of its own, on which it is called for one
/// event after another in the order of the service; what it throws is reported by <c>MbnClient.CallbackFailed</c>. Arrays belong to the sink; they
/// are empty when the status is a failure.
/// </summary>
[Guid("0a900c19-6824-4e97-b76e-cf239d0ca642")]
[InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServicesEvents
{
    /// <summary>QuerySupportedCommands ended.</summary>
    void OnQuerySupportedCommandsComplete(IMbnDeviceService deviceService, uint[] commandIDList, int status, uint requestID);

    /// <summary>OpenCommandSession ended.</summary>
    void OnOpenCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    /// <summary>CloseCommandSession ended.</summary>
    void OnCloseCommandSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    /// <summary>SetCommand ended. An answer in fragments comes in several calls, one with each fragment.</summary>
    void OnSetCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID);

    /// <summary>QueryCommand ended. An answer in fragments comes in several calls, one with each fragment.</summary>
    void OnQueryCommandComplete(IMbnDeviceService deviceService, uint responseID, byte[] deviceServiceData, int status, uint requestID);

    /// <summary>The device service told something by itself.</summary>
    void OnEventNotification(IMbnDeviceService deviceService, uint eventID, byte[] deviceServiceData);

    /// <summary>OpenDataSession ended.</summary>
    void OnOpenDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    /// <summary>CloseDataSession ended.</summary>
    void OnCloseDataSessionComplete(IMbnDeviceService deviceService, int status, uint requestID);

    /// <summary>WriteData ended.</summary>
    void OnWriteDataComplete(IMbnDeviceService deviceService, int status, uint requestID);

    /// <summary>A datagram of the data session came.</summary>
    void OnReadData(IMbnDeviceService deviceService, byte[] deviceServiceData);

    /// <summary>An interface with device services arrived or was removed.</summary>
    void OnInterfaceStateChange(string interfaceID, MBN_DEVICE_SERVICES_INTERFACE_STATE stateChange);
}
