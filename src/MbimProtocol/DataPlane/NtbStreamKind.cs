namespace MbimProtocol.DataPlane;

/// <summary>What the datagrams of a stream are (MBIM 1.0, 7).</summary>
public enum NtbStreamKind
{
    /// <summary>IP packets of an IP session ("IPS").</summary>
    IPSession,

    /// <summary>Data of a device service stream ("DSS").</summary>
    DeviceServiceStream,
}
