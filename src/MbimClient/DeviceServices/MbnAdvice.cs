using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>What can be done about a failure.</summary>
internal static class MbnAdvice
{
    public static string On(HResult error) => error switch
    {
        HResult.Pending => "The device services are still being discovered; call again later.",
        HResult.AccessDenied => "The caller is not permitted to do this; run as another user, or change the access policy of the device service.",
        HResult.OutOfMemory => "There is no room; release unused objects.",
        HResult.NotSupported => "The modem offers no device services, or the service does not have what was asked for.",
        HResult.TooManySessions => "All data sessions that the device service supports are open; close one first.",
        HResult.OpenFailed => "The session that the call needs is not open; open it first.",
        HResult.BufferOverflow => "The data is longer than MaxDataSize or MaxCommandSize; send less at a time.",
        HResult.NotFound => "There is no such interface or device service, or its modem is gone; check what is available, or wait for its arrival.",
        HResult.InvalidArgument => "A parameter is malformed; IDs are GUIDs.",
        HResult.Busy => "The device is busy; try again later.",
        HResult.NotReady => "The host sleeps, or the modem is being reset; try again later.",
        HResult.Disconnected => "The connection to the Mobile Broadband service has been lost; connect again.",
        HResult.MbnPinRequired => "The SIM requires its PIN.",
        HResult.MbnSimNotInserted => "There is no SIM.",
        HResult.MbnRadioPowerOff => "The radio is off; switch it on.",
        HResult.MbnNotRegistered => "The modem is not registered with a network.",
        _ => "The modem or the service refused the operation in its current state.",
    };
}
