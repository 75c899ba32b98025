using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PIN_INFO.</summary>
[InformationBuffer(BasicConnectCid.Pin, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct PinInfo
{
    public PinType PinType { get; init; }

    public PinState PinState { get; init; }

    /// <summary>Attempts left; 0xFFFFFFFF when not known.</summary>
    public uint RemainingAttempts { get; init; }
}

/// <summary>MBIM_SET_PIN.</summary>
[InformationBuffer(BasicConnectCid.Pin, BufferKind.Set)]
public sealed partial record SetPin
{
    public PinType PinType { get; init; }

    public PinOperation PinOperation { get; init; }

    [PersonalInformation]
    public string Pin { get; init; } = "";

    [PersonalInformation]
    public string NewPin { get; init; } = "";
}

/// <summary>MBIM_PIN_OPERATION.</summary>
public enum PinOperation : uint
{
    Enter = 0,
    Enable = 1,
    Disable = 2,
    Change = 3,
}

/// <summary>MBIM_PIN_STATE.</summary>
public enum PinState : uint
{
    Unlocked = 0,
    Locked = 1,
}

/// <summary>MBIM_PIN_TYPE.</summary>
public enum PinType : uint
{
    Unknown = 0,
    Custom = 1,
    Pin1 = 2,
    Pin2 = 3,
    DeviceSimPin = 4,
    DeviceFirstSimPin = 5,
    NetworkPin = 6,
    NetworkSubsetPin = 7,
    ServiceProviderPin = 8,
    CorporatePin = 9,
    SubsidyPin = 10,
    Puk1 = 11,
    Puk2 = 12,
    DeviceFirstSimPuk = 13,
    NetworkPuk = 14,
    NetworkSubsetPuk = 15,
    ServiceProviderPuk = 16,
    CorporatePuk = 17,
    Nev = 18,
    Adm = 19,
}
