namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_PIN_TYPE_EX: a PIN, or what access to a file needs.</summary>
public enum PinTypeEx : uint
{
    /// <summary>No PIN is awaited, or none is needed.</summary>
    None = 0,
    Custom = 1,
    Pin1 = 2,
    Pin2 = 3,
    DeviceSimPin = 4,
    DeviceFirstSimPin = 5,
    NetworkPin = 6,
    NetworkSubsetPin = 7,
    ServiceProviderPin = 8,
    CorporatePin = 9,
    SubsidyLock = 10,
    Puk1 = 11,
    Puk2 = 12,
    DeviceFirstSimPuk = 13,
    NetworkPuk = 14,
    NetworkSubsetPuk = 15,
    ServiceProviderPuk = 16,
    CorporatePuk = 17,

    /// <summary>Never.</summary>
    Nev = 18,

    /// <summary>The administrative key.</summary>
    Adm = 19,
}
