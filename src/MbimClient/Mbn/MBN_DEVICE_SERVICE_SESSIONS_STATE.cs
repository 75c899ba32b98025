namespace MbimClient.Mbn;

/// <summary>What became of the sessions of an interface.</summary>
public enum MBN_DEVICE_SERVICE_SESSIONS_STATE
{
    /// <summary>The sessions, interrupted while the host slept or the modem was reset, are open again.</summary>
    MBN_DEVICE_SERVICE_SESSIONS_RESTORED = 0,
}
