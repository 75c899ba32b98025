using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Services.AtdsService;

/// <summary>The operators that the modem hears (as libmbim has the layout).</summary>
[InformationBuffer(AtdsCid.Operators, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct AtdsOperators
{
    [CountOf(nameof(Providers))]
    public partial uint ProvidersCount { get; }

    public MbimArray<AtdsProvider> Providers { get; init; }
}

/// <summary>An operator.</summary>
[MbimStructure]
public sealed partial record AtdsProvider
{
    public string ProviderId { get; init; } = "";

    public ProviderState ProviderState { get; init; }

    public string ProviderName { get; init; } = "";

    public AtdsPlmnMode PlmnMode { get; init; }

    /// <summary>0 (-113 dBm) to 31 (-51 dBm), 99 when not known.</summary>
    public uint Rssi { get; init; }

    /// <summary>0 to 7, 99 when not known.</summary>
    public uint ErrorRate { get; init; }
}

/// <summary>The technology of an operator.</summary>
public enum AtdsPlmnMode : uint
{
    Gsm = 0,
    Utran = 6,
    Lte = 7,
}
