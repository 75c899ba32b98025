using System.Runtime.InteropServices;

namespace MbimClient.Mbn;

/// <summary>What an application implements to be told what became of its sessions; called as <see cref="IMbnDeviceServicesEvents"/>.</summary>
[Guid("5d3ff196-89ee-49d8-8b60-33ffddffc58d")]
[InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
public interface IMbnDeviceServiceStateEvents
{
    /// <summary>The sessions of an interface changed.</summary>
    void OnSessionsStateChange(string interfaceID, MBN_DEVICE_SERVICE_SESSIONS_STATE stateChange);
}
