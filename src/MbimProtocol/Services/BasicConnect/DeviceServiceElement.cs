using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_DEVICE_SERVICE_ELEMENT.</summary>
[MbimStructure]
public readonly partial record struct DeviceServiceElement
{
    public Guid DeviceServiceId { get; init; }

    public DssPayload DssPayload { get; init; }

    /// <summary>Streams of this service that may be open at once.</summary>
    public uint MaxDssInstances { get; init; }

    [CountOf(nameof(Cids))]
    public partial uint CidsCount { get; }

    public MbimArray<uint> Cids { get; init; }
}
