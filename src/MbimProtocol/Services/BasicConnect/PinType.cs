namespace MbimProtocol.Services;

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
