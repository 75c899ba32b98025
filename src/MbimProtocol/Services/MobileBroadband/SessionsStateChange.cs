using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnSessionsStateChange.</summary>
[InformationBuffer(MobileBroadbandCid.SessionsStateChange, BufferKind.Notification)]
public sealed partial record SessionsStateChange
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string InterfaceID { get; init; } = "";

    public MbnDeviceServiceSessionsState State { get; init; }
}

/// <summary>MBN_DEVICE_SERVICE_SESSIONS_STATE.</summary>
public enum MbnDeviceServiceSessionsState : uint
{
    /// <summary>The sessions that were open before the modem or the host slept, or the modem was reset, are open again.</summary>
    Restored = 0,
}
