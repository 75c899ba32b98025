using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_DEVICE_SERVICE_SUBSCRIBE_LIST: the whole list in force.</summary>
[InformationBuffer(BasicConnectCid.DeviceServiceSubscribeList, BufferKind.Set | BufferKind.Response)]
public sealed partial record DeviceServiceSubscribeList
{
    [CountOf(nameof(Events))]
    public partial uint EventsCount { get; }

    public MbimArray<EventEntry> Events { get; init; }
}

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
