namespace MbimProtocol.Services;

/// <summary>MBN_DEVICE_SERVICE_SESSIONS_STATE.</summary>
public enum MbnDeviceServiceSessionsState : uint
{
    /// <summary>The sessions that were open before the modem or the host slept, or the modem was reset, are open again.</summary>
    Restored = 0,
}
