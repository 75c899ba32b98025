using System.Globalization;
using System.Text.Json;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Registration;

/// <summary>NETWORK_DENYLIST of MS Basic Connect Extensions: the SIMs and the networks with which the modem does not register. The host's, whatever SIM there is.</summary>
internal sealed class NetworkDenylist
{
    /// <summary>Providers that fit.</summary>
    public const int MaxProviders = 64;

    private const int MaxCode = 999;

    private readonly ModuleContext _modem;
    private readonly SimModule _sim;
    private MbimArray<NetworkDenylistProvider> _providers = [];

    public NetworkDenylist(ModuleContext modem, SimModule sim)
    {
        (_modem, _sim) = (modem, sim);
        if (modem.TryRestore(Kept, out var kept))
        {
            _providers = kept;
        }
    }

    public static SnapshotSection<MbimArray<NetworkDenylistProvider>> Kept { get; } = new("networkDenylist", Read, Write);

    /// <summary>The host has set other lists.</summary>
    public event Action? Changed;

    public NetworkDenylistInfo Info => new() { DenylistState = State, Providers = _providers };

    /// <summary>Which lists keep the modem from registering, as the host was told.</summary>
    public NetworkDenylistState State { get; private set; }

    /// <summary>Whether the provider in the IMSI of the SIM is on the list of SIMs.</summary>
    public bool HasSim => _sim.Contents is { SubscriberId: var imsi, MncLength: var length } && imsi.Length >= 3 + length && Has(imsi[..(3 + length)], NetworkDenylistType.Sim);

    public static void Register(ModuleHandlers<RegistrationModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.NetworkDenylist, static (modem, transaction, _) => transaction.Complete(modem.Denylist.Info));
        handlers.Set(MsBasicConnectExtensions.NetworkDenylist, static (modem, transaction, request) => modem.Denylist.Set(transaction, request));
    }

    public SnapshotPart? TakeSnapshot() => _providers.Count == 0 ? null : Kept.Of(_providers);

    /// <summary>Whether a provider is on the list of networks.</summary>
    public bool Has(ProviderProfile network) => Has(network.Id, NetworkDenylistType.Network);

    /// <summary>Whether all these are; not if there are none.</summary>
    public bool HasAll(MbimArray<ProviderProfile> networks) => networks.Count > 0 && networks.All(Has);

    /// <summary>Tells the host which lists keep the modem from registering, if they are others than before.</summary>
    /// <param name="hasAllNetworks">Whether the modem found only networks that are on the list.</param>
    public void Tell(bool hasAllNetworks)
    {
        var state = (HasSim ? NetworkDenylistState.SimProviderActuated : 0) | (hasAllNetworks ? NetworkDenylistState.NetworkProviderActuated : 0);
        if (state != State)
        {
            State = state;
            _modem.Notify(MsBasicConnectExtensions.NetworkDenylist, Info);
        }
    }

    // The numbers have no leading zeros, so that the length of an MNC is not in them.
    private bool Has(string id, NetworkDenylistType type)
    {
        var (mcc, mnc) = (uint.Parse(id.AsSpan(0, 3), CultureInfo.InvariantCulture), uint.Parse(id.AsSpan(3), CultureInfo.InvariantCulture));
        foreach (var provider in _providers)
        {
            if (provider.Mcc == mcc && provider.Mnc == mnc && provider.NetworkDenylistType == type)
            {
                return true;
            }
        }

        return false;
    }

    private void Set(Transaction transaction, NetworkDenylistInfo request)
    {
        var isSound = request.Providers.All(provider => provider.Mcc <= MaxCode && provider.Mnc <= MaxCode && Enum.IsDefined(provider.NetworkDenylistType));
        var status = !isSound ? MbimStatus.InvalidParameters
            : request.Providers.Count > MaxProviders ? MbimStatus.WriteFailure
            : MbimStatus.Success;
        if (status == MbimStatus.Success)
        {
            _providers = request.Providers;
            _modem.Keep();
            Changed?.Invoke();
        }

        transaction.Answer(status, Info);
    }

    private static MbimArray<NetworkDenylistProvider> Read(YamlItem list)
    {
        var items = list.Items();
        return items.Count <= MaxProviders
            ? items.Select(item => YamlSection.Checked(item, ReadProvider)).ToMbimArray()
            : throw list.Error($"{items.Count} providers", $"at most {MaxProviders}");

        static NetworkDenylistProvider ReadProvider(YamlSection section) => new()
        {
            Mcc = section.Require("mcc", item => (uint)item.Number(0, MaxCode)),
            Mnc = section.Require("mnc", item => (uint)item.Number(0, MaxCode)),
            NetworkDenylistType = section.Require("type", item => item.Choice<NetworkDenylistType>()),
        };
    }

    private static void Write(Utf8JsonWriter json, MbimArray<NetworkDenylistProvider> providers)
    {
        json.WriteStartArray();
        foreach (var provider in providers)
        {
            json.WriteStartObject();
            json.WriteNumber("mcc", provider.Mcc);
            json.WriteNumber("mnc", provider.Mnc);
            json.WriteString("type", provider.NetworkDenylistType == NetworkDenylistType.Sim ? "sim" : "network");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
