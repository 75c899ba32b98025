using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

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

/// <summary>MBIM_PIN_DESC.</summary>
[MbimStructure]
public readonly partial record struct PinDesc
{
    public PinMode PinMode { get; init; }

    public PinFormat PinFormat { get; init; }

    /// <summary>Characters.</summary>
    public uint PinLengthMin { get; init; }

    /// <summary>Characters.</summary>
    public uint PinLengthMax { get; init; }
}

/// <summary>MBIM_PIN_FORMAT.</summary>
public enum PinFormat : uint
{
    Unknown = 0,
    Numeric = 1,
    Alphanumeric = 2,
}

/// <summary>MBIM_PIN_MODE.</summary>
public enum PinMode : uint
{
    NotSupported = 0,
    Enabled = 1,
    Disabled = 2,
}
