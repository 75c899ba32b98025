using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_PROVIDER.</summary>
[MbimStructure]
public sealed partial record Provider
{
    /// <summary>MCC and MNC, 5 or 6 digits.</summary>
    public string ProviderId { get; init; } = "";

    public ProviderState ProviderState { get; init; }

    public string ProviderName { get; init; } = "";

    public CellularClass CellularClass { get; init; }

    /// <summary>0 to 31, 99 when not known.</summary>
    public uint Rssi { get; init; }

    /// <summary>0 to 7, 99 when not known.</summary>
    public uint ErrorRate { get; init; }
}

/// <summary>MBIM_PROVIDER_STATE.</summary>
[Flags]
public enum ProviderState : uint
{
    Unknown = 0,
    Home = 0x1,
    Forbidden = 0x2,
    Preferred = 0x4,
    Visible = 0x8,
    Registered = 0x10,
    PreferredMulticarrier = 0x20,
}
