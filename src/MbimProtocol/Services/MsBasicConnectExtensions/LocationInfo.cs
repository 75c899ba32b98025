using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_LOCATION_INFO (Microsoft, "MB base stations information query support"): where the modem is in the network. 0xFFFFFFFF is what does not apply.</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.LocationInfoStatus, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public readonly partial record struct LocationInfo
{
    /// <summary>Of a GSM or UMTS cell.</summary>
    public uint LocationAreaCode { get; init; }

    /// <summary>Of an LTE or NR cell.</summary>
    public uint TrackingAreaCode { get; init; }

    public uint CellId { get; init; }
}
