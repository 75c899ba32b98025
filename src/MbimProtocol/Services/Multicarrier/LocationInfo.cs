using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MulticarrierService;

/// <summary>MBIM_LOCATION_INFO: where the host is.</summary>
[InformationBuffer(MulticarrierCid.LocationInfo, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct HostLocation
{
    /// <summary>A country that is not known.</summary>
    public const uint Unknown = uint.MaxValue;

    /// <summary>A geographical location of Windows (GEOID), such as 244 for the United States.</summary>
    public uint Country { get; init; }
}
