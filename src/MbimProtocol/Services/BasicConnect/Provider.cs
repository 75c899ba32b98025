using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
