using MbimEmulator.Modem.Cells;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Radio;
using MbimEmulator.Modem.Sim;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Registration;

/// <summary>Registration with a network: automatic or at a chosen provider, in coverage or not, accepted or denied.</summary>
internal sealed partial class RegistrationModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly SimModule _sim;
    private readonly RadioModule _radio;
    private readonly CellsModule _cells;
    private readonly ProviderDirectory _providers;
    private RegisterMode _mode = RegisterMode.Automatic;
    private string _chosenId = "";
    private DataClass _preferredClasses;
    private NwError _denial;
    private bool _isDeniedByList;
    private ModemTimer? _searching;
    private Action<MbimStatus>? _done;

    public RegistrationModule(ModuleContext modem, SimModule sim, RadioModule radio, CellsModule cells)
    {
        _modem = modem;
        _sim = sim;
        _radio = radio;
        _cells = cells;
        _providers = new ProviderDirectory(modem, cells);
        cells.Moved += OnMoved;
        sim.Read += () => _providers.Read(sim.Contents);
        Denylist = new NetworkDenylist(modem, sim);
        Denylist.Changed += FollowDenylist;
        Scanner = new ProviderScan(modem, radio, this, _providers);
        Info = Describe(RegisterState.Deregistered, NwError.None);
    }

    public static ModuleDescription Description { get; } = new("registration")
    {
        Changes = RegistrationChanges.All,
        States = [ModuleState.Of<RegistrationModule, RegisterState>("registration", registration => registration.Info.RegisterState)],
        Snapshot = NetworkDenylist.Kept,
    };

    /// <summary>The modem is registered from now on.</summary>
    public event Action? Registered;

    /// <summary>The registration ends, for this reason; raised before the host hears of it.</summary>
    public event Action<MbimStatus>? Losing;

    /// <summary>The host has made another provider the home provider; its set is answered next.</summary>
    public event Action? HomeMoved;

    /// <summary>The host has been told of the registration, which may be in another cell now; it hears of the signal next.</summary>
    public event Action? Moved;

    public RegistrationStateInfo Info { get; private set; }

    public ModemProfile Profile => _modem.Profile;

    /// <summary>The SIM that registers.</summary>
    public SimModule Sim => _sim;

    /// <summary>The providers that it knows.</summary>
    public ProviderDirectory Providers => _providers;

    /// <summary>Those with which it does not register.</summary>
    public NetworkDenylist Denylist { get; }

    /// <summary>The scan for providers.</summary>
    public ProviderScan Scanner { get; }

    /// <summary>Where the modem is registered; null if it is not.</summary>
    public ProviderProfile? Provider { get; private set; }

    public bool HasCoverage => _cells.HasCoverage;

    /// <summary>Whether the modem stays away from the network by itself, because its host shuts down.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>SUCCESS, or why nothing works that needs a registration.</summary>
    public MbimStatus Status =>
        PowerStatus != MbimStatus.Success ? PowerStatus : Provider is null ? MbimStatus.NotRegistered : MbimStatus.Success;

    public override bool IsSettling => _searching is not null;

    private MbimStatus PowerStatus => _sim.Status != MbimStatus.Success ? _sim.Status : _radio.Status;

    public static void Register(ModuleHandlers<RegistrationModule> handlers)
    {
        RegistrationHandlers.Register(handlers);
        NetworkDenylist.Register(handlers);
    }

    public override SnapshotPart? TakeSnapshot() => Denylist.TakeSnapshot();

    public override void TellState(StateQuery query)
    {
        query.Tell(BasicConnect.RegisterState, Info);
        query.Tell(MsBasicConnectExtensions.NetworkDenylist, Denylist.Info);
    }

    /// <summary>SIM or radio became usable.</summary>
    public void SearchIfPossible()
    {
        if (PowerStatus == MbimStatus.Success && !IsHeld)
        {
            Search();
        }

        TellDenylist();
    }

    /// <summary>The modem leaves the network, and does not search by itself until <see cref="Release"/>, or until its host asks for a registration.</summary>
    public void Hold()
    {
        IsHeld = true;
        Stop(MbimStatus.NotRegistered);
    }

    /// <summary>The modem searches again.</summary>
    public void Release()
    {
        if (IsHeld)
        {
            IsHeld = false;
            SearchIfPossible();
        }
    }

    /// <summary>SIM or radio became unusable.</summary>
    public void Stop(MbimStatus reason)
    {
        Leave(RegisterState.Deregistered, NwError.None, reason);
        Finish(reason);
    }

    /// <summary>The host asks for a registration. Answers when it has come about or was refused.</summary>
    public void Register(SetRegisterState request, Action<MbimStatus> done)
    {
        var status = Check(request);
        if (status != MbimStatus.Success)
        {
            done(status);
            return;
        }

        IsHeld = false;
        var wasSearching = _searching is not null && _mode == RegisterMode.Automatic && request.RegisterAction == RegisterAction.Automatic;
        _mode = request.RegisterAction == RegisterAction.Manual ? RegisterMode.Manual : RegisterMode.Automatic;
        _chosenId = _mode == RegisterMode.Manual ? request.ProviderId : "";
        _preferredClasses = request.DataClass;
        _cells.Prefer(request.DataClass);
        if (Provider is not null && Provider == Choose())
        {
            Become(Info.RegisterState, Provider, NwError.None);
            done(MbimStatus.Success);
            return;
        }

        _done = done;
        if (!wasSearching)
        {
            Search();
        }
    }

    /// <summary>The data classes that the host prefers; none for any.</summary>
    public DataClass PreferredClasses => _preferredClasses;

    /// <summary>The host prefers others: the modem goes to a cell that has them, or searches.</summary>
    public void Prefer(DataClass classes)
    {
        _preferredClasses = classes;
        _cells.Prefer(classes);
        OnMoved(null);
    }

    /// <summary>The host sets the home provider; with another one home may become roaming.</summary>
    public void SetHome(Provider home)
    {
        var isOther = home.ProviderId != _providers.Home.Provider.ProviderId;
        _providers.SetHome(home);
        if (Provider is not null)
        {
            Become(_providers.StateAt(Provider), Provider, NwError.None);
        }

        if (isOther)
        {
            HomeMoved?.Invoke();
        }
    }

    private MbimStatus Check(SetRegisterState request)
    {
        if (PowerStatus != MbimStatus.Success)
        {
            return PowerStatus;
        }

        if (request.DataClass != DataClass.None && !_cells.Offers(request.DataClass))
        {
            return MbimStatus.DataClassNotAvailable;
        }

        if (_done is not null)
        {
            return MbimStatus.Busy;
        }

        if (request.RegisterAction == RegisterAction.Automatic)
        {
            return MbimStatus.Success;
        }

        return !CanChoose ? MbimStatus.NoDeviceSupport
            : !HasCoverage || _providers.FindOnAir(request.ProviderId) is null ? MbimStatus.ProviderNotVisible
            : MbimStatus.Success;
    }

    private bool CanChoose => (_modem.Profile.Capabilities.ControlCaps & ControlCaps.RegManual) != 0;

    private ProviderProfile? Choose() => _mode == RegisterMode.Manual ? _providers.FindOnAir(_chosenId) : _providers.ChooseOnAir(Denylist, _cells.PlaceId);

    private void Search()
    {
        if (Denylist.HasSim)
        {
            DenyByList();
            return;
        }

        Leave(RegisterState.Searching, NwError.None, MbimStatus.NotRegistered);
        _searching = _modem.Take(_modem.Timings.Register, Found);
    }

    private void Found()
    {
        _searching = null;
        if (HasCoverage && (_mode == RegisterMode.Manual ? Choose() is { } chosen && Denylist.Has(chosen) : Denylist.HasAll(Profile.Network.Providers)))
        {
            DenyByList();
            return;
        }

        if (!HasCoverage || Choose() is not { } provider)
        {
            Finish(MbimStatus.ProvidersNotFound);
            return;
        }

        var refusal = _denial != NwError.None ? _denial : _mode == RegisterMode.Automatic ? _providers.IsForbidden(provider) ? NwError.PlmnNotAllowed : NwError.None
            : provider.Kind == ProviderKind.Forbidden ? NwError.PlmnNotAllowed : NwError.None;
        if (provider.Kind == ProviderKind.Forbidden || (_mode == RegisterMode.Manual && refusal == NwError.None))
        {
            _sim.Files.Forbid(provider.Id, provider.Kind == ProviderKind.Forbidden);
        }

        if (refusal != NwError.None)
        {
            Become(RegisterState.Denied, null, refusal);
            Finish(MbimStatus.Failure);
            return;
        }

        Become(_providers.StateAt(provider), provider, NwError.None);
        Finish(MbimStatus.Success);
        Registered?.Invoke();
    }

    // The modem has not asked the network.
    private void DenyByList()
    {
        Leave(RegisterState.Denied, NwError.None, MbimStatus.NotRegistered, isDeniedByList: true);
        Finish(MbimStatus.Failure);
    }

    private void FollowDenylist()
    {
        var isDenied = Denylist.HasSim || (Provider is not null && Denylist.Has(Provider));
        if (isDenied ? Info.RegisterState != RegisterState.Deregistered : _isDeniedByList || HasFoundNone)
        {
            SearchIfPossible();
        }

        TellDenylist();
    }

    // It has searched, and found no provider, or one alone that refuses the subscriber.
    private bool HasFoundNone =>
        _searching is null && (Info.RegisterState == RegisterState.Searching || (Info.RegisterState == RegisterState.Denied && _denial == NwError.None && !_isDeniedByList));

    private void TellDenylist() => Denylist.Tell(_isDeniedByList && Denylist.HasAll(Profile.Network.Providers));

    private void Leave(RegisterState state, NwError error, MbimStatus reason, bool isDeniedByList = false)
    {
        _searching?.Cancel();
        _searching = null;
        if (Provider is not null)
        {
            Losing?.Invoke(reason);
        }

        Become(state, null, error, isDeniedByList);
    }

    private void Become(RegisterState state, ProviderProfile? provider, NwError error, bool isDeniedByList = false)
    {
        Provider = provider;
        _isDeniedByList = isDeniedByList;
        _cells.Camp(provider?.Id);
        var info = Describe(state, error);
        if (info != Info)
        {
            Info = info;
            _modem.Notify(BasicConnect.RegisterState, info);
        }

        TellDenylist();
        Moved?.Invoke();
        _cells.Tell();
    }

    private void Finish(MbimStatus status)
    {
        var done = _done;
        _done = null;
        done?.Invoke(status);
    }

    private RegistrationStateInfo Describe(RegisterState state, NwError error)
    {
        var profile = _modem.Profile;
        return new RegistrationStateInfo
        {
            NwError = error,
            RegisterState = state,
            RegisterMode = _mode,
            AvailableDataClasses = _cells.DataClasses,
            CurrentCellularClass = profile.Capabilities.CellularClass,
            ProviderId = Provider?.Id ?? "",
            ProviderName = Provider?.Name ?? "",
            RoamingText = state == RegisterState.Roaming ? profile.Network.RoamingText : "",
            RegistrationFlag = (CanChoose ? RegistrationFlags.None : RegistrationFlags.ManualSelectionNotAvailable)
                | (profile.Network.AutomaticAttach ? RegistrationFlags.PacketServiceAutomaticAttach : RegistrationFlags.None),
            PreferredDataClasses = _preferredClasses == DataClass.None ? profile.Capabilities.DataClass : _preferredClasses,
        };
    }
}
