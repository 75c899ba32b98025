using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsBasicConnectExtensionsService;

/// <summary>MBIM_MS_NETWORK_BLACKLIST_INFO: the SIMs and networks with which the modem does not register (Microsoft, "MB Network Blacklist Operations").</summary>
[InformationBuffer(MsBasicConnectExtensionsCid.NetworkDenylist, BufferKind.Set | BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record NetworkDenylistInfo
{
    /// <summary>Means nothing in a set.</summary>
    public NetworkDenylistState DenylistState { get; init; }

    [CountOf(nameof(Providers))]
    public partial uint ProviderCount { get; }

    /// <summary>Both lists.</summary>
    public MbimArray<NetworkDenylistProvider> Providers { get; init; }
}

/// <summary>MBIM_MS_NETWORK_BLACKLIST_PROVIDER.</summary>
[MbimStructure]
public sealed partial record NetworkDenylistProvider
{
    /// <summary>At most 999.</summary>
    public uint Mcc { get; init; }

    /// <summary>At most 999.</summary>
    public uint Mnc { get; init; }

    public NetworkDenylistType NetworkDenylistType { get; init; }
}

/// <summary>MBIM_MS_NETWORK_BLACKLIST_STATE: which lists keep the modem from registering.</summary>
[Flags]
public enum NetworkDenylistState : uint
{
    NotActuated = 0,

    /// <summary>The SIM's provider is on the list of SIMs.</summary>
    SimProviderActuated = 0x1,

    /// <summary>All networks here are on the list of networks.</summary>
    NetworkProviderActuated = 0x2,
}

/// <summary>MBIM_MS_NETWORK_BLACKLIST_TYPE: on which list a provider is.</summary>
public enum NetworkDenylistType : uint
{
    Sim = 0,
    Network = 1,
}
