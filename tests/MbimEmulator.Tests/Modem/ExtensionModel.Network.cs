using MbimProtocol.Messages;
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
        [("town", Home, true), ("field", Home, true), ("old", Home, false), (Partner, Partner, true), (Abroad, Abroad, true)];

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

    /// <summary>The cell in which the modem is registered; null for none.</summary>
    public string? Cell => Provider is null ? null : _place is { } place && ProviderOf(place) == Provider ? place : Cells.First(cell => cell.Provider == Provider).Name;

    public bool IsInLte => Cell is { } name && Cells.First(cell => cell.Name == name).IsLte;

    public RegisterState Registration => Provider switch
    {
        Home => RegisterState.Home,
        Partner => RegisterState.Partner,
        not null => RegisterState.Roaming,
        null when Ready != SubscriberReadyState.Initialized || !IsRadioOn => RegisterState.Deregistered,
        null when IsSimDenied => RegisterState.Denied,
        null => HasCoverage ? RegisterState.Denied : RegisterState.Searching,
    };

    /// <summary>Where only the forbidden provider is left it refuses; where nothing is, the modem has not asked.</summary>
    public NwError RegistrationError => Registration == RegisterState.Denied && !IsSimDenied && !IsOnList(Forbidden) ? NwError.PlmnNotAllowed : NwError.None;

    public NetworkDenylistState DenylistState =>
        (IsSimDenied ? NetworkDenylistState.SimProviderActuated : 0)
        | (Registration == RegisterState.Denied && !IsSimDenied && IsOnList(Forbidden) ? NetworkDenylistState.NetworkProviderActuated : 0);

    /// <summary>In a cell of the home provider.</summary>
    public (uint Lac, uint Tac, uint Cell) Location => Cell switch
    {
        "town" => (uint.MaxValue, Areas["town"], 257),
        "field" => (uint.MaxValue, Areas["field"], 300),
        _ => (Areas["old"], uint.MaxValue, 65537),
    };

    private bool IsSimDenied => Ready == SubscriberReadyState.Initialized && IsOnList(NetworkDenylistType.Sim, NetworkCodes[Mapped]);

    private MbimStatus RegistrationStatus =>
        SimStatus != MbimStatus.Success ? SimStatus
        : !IsRadioOn ? MbimStatus.RadioPowerOff
        : Provider is null ? MbimStatus.NotRegistered
        : MbimStatus.Success;

    public void SetRadio(bool isOn)
    {
        IsRadioOn = isOn;
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

    private static string ProviderOf(string cell) => Cells.First(other => other.Name == cell).Provider;

    private bool IsOnList(string provider) => IsOnList(NetworkDenylistType.Network, (uint)(provider[^1] - '0'));

    private bool IsOnList(NetworkDenylistType type, uint code) => Denied.Any(denied => denied.NetworkDenylistType == type && denied.Mnc == code);

    private void GoTo(string provider)
    {
        if (Provider is not null && !IsOnList(provider))
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
        if (Ready != SubscriberReadyState.Initialized || !IsRadioOn || !HasCoverage || IsSimDenied || (Provider is not null && IsOnList(Provider)))
        {
            Leave();
        }

        if (Provider is null && Ready == SubscriberReadyState.Initialized && IsRadioOn && HasCoverage && !IsSimDenied)
        {
            string[] order = _place is { } place ? [ProviderOf(place), .. Order] : Order;
            Provider = order.FirstOrDefault(provider => !IsOnList(provider));
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
