using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Registration;

/// <summary>The providers that the modem knows: home, preferred and multi-carrier ones, which the host may change, and those on the air.</summary>
internal sealed class ProviderDirectory
{
    private const uint Unknown = 99;

    private readonly ModuleContext _modem;
    private readonly CellsModule _cells;
    private IReadOnlyList<string> _forbidden = [];
    private string _homeOfCard = "";

    public ProviderDirectory(ModuleContext modem, CellsModule cells)
    {
        (_modem, _cells) = (modem, cells);
        var profile = modem.Profile;
        Home = new HomeProvider { Provider = Describe(profile.Network.Home, ProviderState.Home) };
        Preferred = new PreferredProviders
        {
            Providers = profile.Sim.PreferredProviders.Select(provider => Describe(provider, ProviderState.Preferred)).ToMbimArray(),
        };
        Multicarrier = new MulticarrierProviders
        {
            Providers = profile.Network.MulticarrierProviders.Select(provider => Describe(provider, ProviderState.PreferredMulticarrier)).ToMbimArray(),
        };
    }

    public HomeProvider Home { get; private set; }

    public PreferredProviders Preferred { get; private set; }

    public MulticarrierProviders Multicarrier { get; private set; }

    /// <summary>Where the host is, as it says (GEOID); 0xFFFFFFFF until it says so.</summary>
    public uint Country { get; set; } = uint.MaxValue;

    /// <summary>The modem has read its card, and takes the home provider, the preferred and the forbidden ones from there.</summary>
    public void Read(SimContents card)
    {
        _forbidden = card.Forbidden;
        if (card.HomeId.Length == 0)
        {
            return;
        }

        var name = card.NameOf(card.HomeId);
        if (_homeOfCard != card.HomeId + name)
        {
            _homeOfCard = card.HomeId + name;
            Home = new HomeProvider { Provider = Describe(new ProviderProfile { Id = card.HomeId, Name = name.Length > 0 ? name : NameOf(card, card.HomeId) }, ProviderState.Home) };
        }

        if (!Preferred.Providers.Select(provider => provider.ProviderId).SequenceEqual(card.Preferred))
        {
            Preferred = new PreferredProviders
            {
                Providers = card.Preferred.Select(id => Describe(new ProviderProfile { Id = id, Name = NameOf(card, id) }, ProviderState.Preferred)).ToMbimArray(),
            };
        }

    }

    /// <summary>Whether the card forbids a provider, or it refuses the subscriber.</summary>
    public bool IsForbidden(ProviderProfile provider) => provider.Kind == ProviderKind.Forbidden || _forbidden.Contains(provider.Id);

    /// <summary>A provider id is MCC and MNC: 5 or 6 digits.</summary>
    public static bool IsProviderId(string id) => id.Length is 5 or 6 && !id.AsSpan().ContainsAnyExceptInRange('0', '9');

    public void SetHome(Provider home) => Home = new HomeProvider { Provider = home with { ProviderState = ProviderState.Home } };

    public void SetPreferred(MbimArray<Provider> providers)
    {
        Preferred = new PreferredProviders { Providers = Mark(providers, ProviderState.Preferred) };
        _modem.Notify(BasicConnect.PreferredProviders, Preferred);
    }

    public void SetMulticarrier(MbimArray<Provider> providers)
    {
        Multicarrier = new MulticarrierProviders { Providers = Mark(providers, ProviderState.PreferredMulticarrier) };
        _modem.Notify(BasicConnect.MulticarrierProviders, Multicarrier);
    }

    /// <summary>The provider of this id, if the modem can register in one of its cells.</summary>
    public ProviderProfile? FindOnAir(string id) => _modem.Profile.Network.Providers.FirstOrDefault(provider => provider.Id == id && CanServe(provider));

    /// <summary>Where automatic registration goes: where the modem was taken, home, the preferred ones in their order, partners, any other, and last one that refuses.</summary>
    /// <param name="denied">Those with which the modem does not register.</param>
    /// <param name="placeId">Where the modem was taken; null for nowhere.</param>
    public ProviderProfile? ChooseOnAir(NetworkDenylist denied, string? placeId) =>
        placeId is not null && FindOnAir(placeId) is { } place && !IsForbidden(place) && !denied.Has(place)
            ? place
            : _modem.Profile.Network.Providers.Where(provider => CanServe(provider) && !denied.Has(provider)).MinBy(Rank);

    public RegisterState StateAt(ProviderProfile provider) =>
        provider.Id == Home.Provider.ProviderId ? RegisterState.Home
        : provider.Kind == ProviderKind.Partner ? RegisterState.Partner
        : RegisterState.Roaming;

    /// <summary>What a scan finds.</summary>
    public MbimArray<Provider> Scan(VisibleProvidersAction action, string? registeredId) =>
        _modem.Profile.Network.Providers
            .Where(provider => action == VisibleProvidersAction.FullScan || IsHomeOrMulticarrier(provider.Id))
            .Select(provider => (Provider: provider, Rssi: _cells.RssiOf(provider)))
            .Where(heard => heard.Rssi is not null)
            .Select(heard => Describe(heard.Provider with { Rssi = heard.Rssi!.Value }, ScannedState(heard.Provider, registeredId)))
            .ToMbimArray();

    /// <summary>The multi-carrier providers of the country where the host is, which the modem knows without a scan.</summary>
    public MbimArray<Provider> List(string? registeredId) =>
        Multicarrier.Providers
            .Where(provider => IsInCountry(provider.ProviderId))
            .Select(provider => new ProviderProfile { Id = provider.ProviderId, Name = provider.ProviderName, Rssi = Unknown })
            .Select(provider => Describe(provider, ScannedState(provider, registeredId)))
            .ToMbimArray();

    private static MbimArray<Provider> Mark(MbimArray<Provider> providers, ProviderState state) =>
        providers.Select(provider => provider with { ProviderState = provider.ProviderState | state }).ToMbimArray();

    private static int IndexOf(MbimArray<Provider> providers, string id)
    {
        for (var index = 0; index < providers.Count; index++)
        {
            if (providers[index].ProviderId == id)
            {
                return index;
            }
        }

        return -1;
    }

    private int Rank(ProviderProfile provider)
    {
        if (IsForbidden(provider))
        {
            return int.MaxValue;
        }

        if (provider.Id == Home.Provider.ProviderId)
        {
            return -1;
        }

        var preferred = IndexOf(Preferred.Providers, provider.Id);
        return preferred >= 0 ? preferred : provider.Kind == ProviderKind.Partner ? int.MaxValue - 2 : int.MaxValue - 1;
    }

    // What the card has no name for, the modem knows from elsewhere, as real ones have a table.
    private string NameOf(SimContents card, string id)
    {
        var profile = _modem.Profile;
        return card.NameOf(id) is { Length: > 0 } name ? name
            : profile.Sim.PreferredProviders.Concat(profile.Network.Providers).Append(profile.Network.Home).FirstOrDefault(provider => provider.Id == id)?.Name ?? "";
    }

    // Of a country that the modem does not know, it knows no provider.
    private bool IsInCountry(string id) =>
        Country == uint.MaxValue
        || _modem.Profile.Multicarrier.Countries.FirstOrDefault(country => country.GeoId == Country)?.Mcc.Contains(id[..3]) == true;

    private bool CanServe(ProviderProfile provider) => _cells.Choose(provider.Id) is not null;

    private bool IsHomeOrMulticarrier(string id) => id == Home.Provider.ProviderId || IndexOf(Multicarrier.Providers, id) >= 0;

    private ProviderState ScannedState(ProviderProfile provider, string? registeredId) =>
        ProviderState.Visible
        | (provider.Id == Home.Provider.ProviderId ? ProviderState.Home : 0)
        | (IsForbidden(provider) ? ProviderState.Forbidden : 0)
        | (IndexOf(Preferred.Providers, provider.Id) >= 0 ? ProviderState.Preferred : 0)
        | (IndexOf(Multicarrier.Providers, provider.Id) >= 0 ? ProviderState.PreferredMulticarrier : 0)
        | (provider.Id == registeredId ? ProviderState.Registered : 0);

    private Provider Describe(ProviderProfile provider, ProviderState state) => new()
    {
        ProviderId = provider.Id,
        ProviderName = provider.Name,
        ProviderState = state,
        CellularClass = _modem.Profile.Capabilities.CellularClass,
        Rssi = (state & ProviderState.Visible) != 0 ? provider.Rssi : Unknown,
        ErrorRate = Unknown,
    };
}
