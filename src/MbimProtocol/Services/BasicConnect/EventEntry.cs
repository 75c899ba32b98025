using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_EVENT_ENTRY.</summary>
[MbimStructure]
public readonly partial record struct EventEntry
{
    public Guid DeviceServiceId { get; init; }

    [CountOf(nameof(Cids))]
    public partial uint CidsCount { get; }

    /// <summary>None stands for all CIDs of the service.</summary>
    public MbimArray<uint> Cids { get; init; }
}
