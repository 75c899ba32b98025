using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_PIN_LIST_INFO.</summary>
[InformationBuffer(BasicConnectCid.PinList, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct PinListInfo
{
    public PinDesc Pin1 { get; init; }

    public PinDesc Pin2 { get; init; }

    public PinDesc DeviceSimPin { get; init; }

    public PinDesc DeviceFirstSimPin { get; init; }

    public PinDesc NetworkPin { get; init; }

    public PinDesc NetworkSubsetPin { get; init; }

    public PinDesc ServiceProviderPin { get; init; }

    public PinDesc CorporatePin { get; init; }

    public PinDesc SubsidyLock { get; init; }

    public PinDesc Custom { get; init; }
}
