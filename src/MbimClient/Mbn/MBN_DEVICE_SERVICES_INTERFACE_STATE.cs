namespace MbimClient.Mbn;

/// <summary>What became of an interface.</summary>
public enum MBN_DEVICE_SERVICES_INTERFACE_STATE
{
    /// <summary>An interface with device services arrived.</summary>
    MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_ARRIVAL = 0,

    /// <summary>An interface with device services was removed.</summary>
    MBN_DEVICE_SERVICES_CAPABLE_INTERFACE_REMOVAL = 1,
}
