using MbimProtocol.Messages;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <content>Where the modem is, and with whom it is registered (docs/cells.md, docs/choices.md, "The deny list" of docs/services.md).</content>
internal sealed partial class ExtensionModel
{
    public const string Partner = "00102";
    public const string Abroad = "00103";
    public const string Forbidden = "00104";

    /// <summary>The cells in which somebody can take the modem, in the order in which it takes them: those of the home provider, and one that is made for each other provider.</summary>
    public static readonly IReadOnlyList<(string Name, string Provider, bool IsLte)> Cells =
        [("town", Home, true), ("field", Home, true), ("old", Home, false), (Partner, Partner, true), (Abroad, Abroad, true), (Forbidden, Forbidden, true)];

    // The network codes in the IMSIs; of each SIM 00101 is a home provider, by EF_EHPLMN if not by the IMSI.
    private static readonly uint[] NetworkCodes = [1, 2, 1, 0];

    // Home, the preferred one that is a partner too, any other.
    private static readonly string[] Order = [Home, Partner, Abroad];

    private string? _place;

    /// <summary>Where the modem is registered; null if it is not.</summary>
    public string? Provider { get; private set; }

    public bool IsRadioOn { get; private set; } = true;

    public bool HasCoverage { get; private set; } = true;

    public IReadOnlyList<NetworkDenylistProvider> Denied { get; private set; } = [];

    /// <summary>The areas to which the cells of the home provider belong.</summary>
    public Dictionary<string, uint> Areas { get; } = new() { ["town"] = 1, ["field"] = 2, ["old"] = 17 };

    /// <summary>The levels at which the cells of the home provider are heard, in dBm; null for one that is not.</summary>
    public Dictionary<string, int?> Levels { get; } = new() { ["town"] = -90, ["field"] = -99, ["old"] = -85 };

    /// <summary>The cell in which the modem is registered; null for none.</summary>
    public string? Cell =>
        Provider is null ? null
        : _place is { } place && ProviderOf(place) == Provider && CanUse(place) ? place
        : Cells.First(cell => cell.Provider == Provider && CanUse(cell.Name)).Name;

    public bool IsInLte => Cell is { } name && Cells.First(cell => cell.Name == name).IsLte;

    public RegisterState Registration => Provider switch
    {
        Home => RegisterState.Home,
        Partner => RegisterState.Partner,
        not null => RegisterState.Roaming,
        null when Ready != SubscriberReadyState.Initialized || !IsRadioOn || _isHostOff => RegisterState.Deregistered,
        null when IsSimDenied => RegisterState.Denied,
        null => HasCoverage && (AreAllOnList || (IsOnAir(Forbidden) && !IsOnList(Forbidden))) ? RegisterState.Denied : RegisterState.Searching,
    };

    /// <summary>Where only the forbidden provider is left it refuses; where nothing is, the modem has not asked.</summary>
    public NwError RegistrationError => Registration == RegisterState.Denied && !IsSimDenied && !AreAllOnList ? NwError.PlmnNotAllowed : NwError.None;

    public NetworkDenylistState DenylistState =>
        (IsSimDenied ? NetworkDenylistState.SimProviderActuated : 0)
        | (Registration == RegisterState.Denied && !IsSimDenied && AreAllOnList ? NetworkDenylistState.NetworkProviderActuated : 0);

    /// <summary>In a cell of the home provider.</summary>
    public (uint Lac, uint Tac, uint Cell) Location => Cell switch
    {
        "town" => (uint.MaxValue, Areas["town"], 257),
        "field" => (uint.MaxValue, Areas["field"], 300),
        _ => (Areas["old"], uint.MaxValue, 65537),
    };

    // Those to which an automatic registration goes: where the modem was taken, then in their order.
    private IEnumerable<string> Candidates =>
        (_place is { } place ? [ProviderOf(place), .. Order] : Order).Where(provider => IsOnAir(provider) && !IsOnList(provider));

    private bool AreAllOnList => IsOnList(Forbidden) && Order.All(IsOnList);

    private bool CanRegister => Ready == SubscriberReadyState.Initialized && IsRadioOn && HasCoverage && !IsSimDenied && !_isHostOff;

    private bool IsSimDenied => Ready == SubscriberReadyState.Initialized && IsOnList(NetworkDenylistType.Sim, NetworkCodes[Mapped]);

    private MbimStatus RegistrationStatus =>
        SimStatus != MbimStatus.Success ? SimStatus
        : !IsRadioOn ? MbimStatus.RadioPowerOff
        : Provider is null ? MbimStatus.NotRegistered
        : MbimStatus.Success;

    public void SetRadio(bool isOn)
    {
        IsRadioOn = isOn;
        Transmission.Pass(Now(), isOn);
        Settle();
    }

    public void SetCoverage(bool hasCoverage)
    {
        HasCoverage = hasCoverage;
        Settle();
    }

    /// <summary>The modem searches again when it may have another network than none.</summary>
    public void Deny(IReadOnlyList<NetworkDenylistProvider> denied)
    {
        Denied = denied;
        Settle();
    }

    /// <summary>The modem is taken to a cell, where there is coverage; contexts stay, if it may register there.</summary>
    public void Move(string cell)
    {
        (HasCoverage, _place) = (true, cell);
        GoTo(ProviderOf(cell));
    }

    /// <summary>The registered modem comes into the first cell of a provider.</summary>
    public void Roam(string provider)
    {
        _place = null;
        GoTo(provider);
    }

    /// <summary>A cell of the home provider is heard at another level, or not at all with null; another cell takes its place, or another provider.</summary>
    public void Hear(string cell, int? level)
    {
        Levels[cell] = level;
        Settle();
    }

    public bool IsHeard(string cell) => !Levels.TryGetValue(cell, out var level) || level is not null;

    /// <summary>Whether the modem can register in a cell of this provider.</summary>
    public bool IsOnAir(string provider) => Cells.Any(cell => cell.Provider == provider && CanUse(cell.Name));

    private bool CanUse(string cell) => IsHeard(cell) && Rat switch
    {
        AtdsRatMode.Automatic => true,
        AtdsRatMode.Only3G => cell == "old",
        AtdsRatMode.Only4G => cell != "old",
        _ => false,
    };

    private static string ProviderOf(string cell) => Cells.First(other => other.Name == cell).Provider;

    private bool IsOnList(string provider) => IsOnList(NetworkDenylistType.Network, (uint)(provider[^1] - '0'));

    private bool IsOnList(NetworkDenylistType type, uint code) => Denied.Any(denied => denied.NetworkDenylistType == type && denied.Mnc == code);

    private void GoTo(string provider)
    {
        if (Provider is not null && IsOnAir(provider) && !IsOnList(provider))
        {
            Provider = provider;
        }
        else
        {
            Leave();
        }

        Settle();
    }

    // What carries something takes it down when it goes, and comes back by itself.
    private void Settle()
    {
        if (!CanRegister || (Provider is not null && (IsOnList(Provider) || !IsOnAir(Provider))))
        {
            Leave();
        }

        if (Provider is null && CanRegister)
        {
            Provider = Candidates.FirstOrDefault();
            IsTimeKnown |= Provider is not null;
            Attach();
        }

        FollowCell();
    }

    private void Leave()
    {
        Provider = null;
        LoseService(NwError.None);
    }
}
