using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_DEVICE_SERVICE_SUBSCRIBE_LIST: the whole list in force.</summary>
[InformationBuffer(BasicConnectCid.DeviceServiceSubscribeList, BufferKind.Set | BufferKind.Response)]
public sealed partial record DeviceServiceSubscribeList
{
    [CountOf(nameof(Events))]
    public partial uint EventsCount { get; }

    public MbimArray<EventEntry> Events { get; init; }
}
