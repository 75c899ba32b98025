using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>The SIM slot and the SIM in it: what is there, whether it was read, what it wants, and what it says.</summary>
internal sealed class SimModule : ModemModule
{
    private readonly ModuleContext _modem;
    private SimProfile _profile;
    private SimCondition _condition;
    private bool _wasRead;
    private bool _serviceActivated;
    private bool _isUsable;
    private ModemTimer? _reading;
    private ModemTimer? _working;
    private Action<MbimStatus>? _workDone;

    public SimModule(ModuleContext modem)
    {
        _modem = modem;
        var isKept = modem.TryRestore(SimSection.Kept, out var kept);
        _profile = isKept ? kept!.Card : modem.Profile.Sim;
        _condition = _profile.Condition;
        _serviceActivated = _profile.ServiceActivated;
        Pin1 = isKept ? new SimPin(_profile.Pin1, kept!.Pin1) : SimPin.Of(_profile.Pin1);
        Pin2 = isKept ? new SimPin(_profile.Pin2, kept!.Pin2) : SimPin.Of(_profile.Pin2);
        Info = Describe();
    }

    public static ModuleDescription Description { get; } = new("sim")
    {
        Changes = SimChanges.All,
        States = [ModuleState.Of<SimModule, SubscriberReadyState>("sim", sim => sim.Info.ReadyState)],
        Snapshot = SimSection.Kept,
    };

    /// <summary>The SIM can be used from now on.</summary>
    public event Action? Usable;

    /// <summary>The SIM cannot be used any more, for this reason; raised before the host hears of it.</summary>
    public event Action<MbimStatus>? Losing;

    /// <summary>The modem loses power or starts again: what needs the SIM is given up, for this reason.</summary>
    public event Action<MbimStatus>? PoweringOff;

    public SimPin Pin1 { get; private set; }

    public SimPin Pin2 { get; private set; }

    /// <summary>The lock to an operator or the like, which the modem has, not the card, and the code that opens it; null when there is none.</summary>
    public (PinType Type, SimPin Code)? Personalisation { get; private set; }

    public SubscriberReadyInfo Info { get; private set; }

    public bool IsServiceActivated => _serviceActivated;

    /// <summary>SUCCESS, or why nothing works that needs the subscriber.</summary>
    public MbimStatus Status => StatusOf(Info);

    /// <summary>SUCCESS, or why nothing works that needs the card, locked or not.</summary>
    public MbimStatus CardStatus => Status == MbimStatus.PinRequired ? MbimStatus.Success : Status;

    /// <summary>The PIN that the SIM, or then the modem, waits for; PIN1 unlocked if none.</summary>
    public PinInfo PinInfo => !Pin1.IsLocked && IsPersonalised ? new()
    {
        PinType = Personalisation!.Value.Type,
        PinState = PinState.Locked,
        RemainingAttempts = (uint)Personalisation.Value.Code.Attempts,
    }
    : new()
    {
        PinType = Pin1.IsBlocked ? PinType.Puk1 : PinType.Pin1,
        PinState = Pin1.IsLocked ? PinState.Locked : PinState.Unlocked,
        RemainingAttempts = (uint)(Pin1.IsBlocked ? Pin1.PukAttempts : Pin1.Attempts),
    };

    /// <summary>The SIM that the modem came with.</summary>
    public SimProfile FirstCard => _modem.Profile.Sim;

    public override SnapshotPart TakeSnapshot() => SimSection.Kept.Of(new SimSnapshot(
        _profile with { Condition = _condition, ServiceActivated = _serviceActivated, Pin1 = Pin1.Profile, Pin2 = Pin2.Profile }, Pin1.Left, Pin2.Left));

    public override void Register(ModuleHandlers handlers) => SimHandlers.Register(handlers, this);

    public override void TellState(StateQuery query)
    {
        query.Tell(BasicConnect.SubscriberReadyStatus, Info);
        query.Tell(BasicConnect.Pin, PinInfo);
    }

    public override bool IsSettling => _condition == SimCondition.Present && !_wasRead;

    public override void Start() => PowerOn();

    public override void Restart(ModemReset reset)
    {
        PowerOff();
        PowerOn();
    }

    public void PowerOn()
    {
        Pin1.PowerOn();
        Pin2.PowerOn();
        _wasRead = false;
        _reading?.Cancel();
        if (_condition == SimCondition.Present)
        {
            _reading = _modem.Take(_modem.Timings.SimInitialize, () =>
            {
                _wasRead = true;
                Refresh();
            });
        }

        Refresh();
    }

    public void Insert(SimProfile? other)
    {
        if (_condition != SimCondition.Absent)
        {
            Eject();
        }

        if (other is not null)
        {
            _profile = other;
            _serviceActivated = other.ServiceActivated;
            Pin1 = SimPin.Of(other.Pin1);
            Pin2 = SimPin.Of(other.Pin2);
        }

        _condition = other?.Condition ?? SimCondition.Present;
        _modem.Keep();
        PowerOn();
    }

    public void Eject()
    {
        _condition = SimCondition.Absent;
        _modem.Keep();
        _reading?.Cancel();
        FinishWork(MbimStatus.SimNotInserted);
        Refresh();
    }

    /// <summary>The modem takes SIMs of one operator, or the like, alone, and this is none; until the code is entered.</summary>
    public void Personalise(PinType type, string code, int attempts)
    {
        if (!SimPin.Personalisations.Contains(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a personalisation lock.");
        }

        Personalisation = (type, SimPin.Of(new PinProfile { Enabled = true, Pin = code, Attempts = attempts }));
        Refresh();
    }

    /// <summary>Somebody has used up PIN1's attempts.</summary>
    public void BlockPin()
    {
        Pin1.Block();
        _modem.Keep();
        Refresh();
    }

    /// <summary>Has the card do something with a PIN that takes its time; it does one thing at a time.</summary>
    public void CheckPin(Func<MbimStatus> check, Action<MbimStatus> done) => Work(_modem.Timings.Pin, check, done);

    /// <summary>Asks the carrier to activate the subscription.</summary>
    public void ActivateService(Action<MbimStatus, NwError> done)
    {
        var error = (NwError)_profile.ServiceActivationNwError;
        Work(_modem.Timings.ServiceActivation, Activate, status => done(status, status == MbimStatus.Failure ? error : NwError.None));

        MbimStatus Activate()
        {
            if (error != NwError.None)
            {
                return MbimStatus.Failure;
            }

            _serviceActivated = true;
            return MbimStatus.Success;
        }
    }

    /// <summary>The modem loses power; what the SIM was doing is lost.</summary>
    private void PowerOff()
    {
        PoweringOff?.Invoke(MbimStatus.Failure);
        FinishWork(MbimStatus.Failure);
    }

    private MbimStatus StatusOf(SubscriberReadyInfo info) =>
        StatusOf(info.ReadyState) is not MbimStatus.Success and var status ? status : IsPersonalised ? MbimStatus.PinRequired : MbimStatus.Success;

    private static MbimStatus StatusOf(SubscriberReadyState state) => state switch
    {
        SubscriberReadyState.SimNotInserted or SubscriberReadyState.NoEsimProfile => MbimStatus.SimNotInserted,
        SubscriberReadyState.BadSim => MbimStatus.BadSim,
        SubscriberReadyState.NotInitialized => MbimStatus.NotInitialized,
        SubscriberReadyState.DeviceLocked => MbimStatus.PinRequired,
        _ => MbimStatus.Success,
    };

    private void Work(TimeSpan timing, Func<MbimStatus> work, Action<MbimStatus> done)
    {
        if (_workDone is not null)
        {
            done(MbimStatus.Busy);
            return;
        }

        _workDone = done;
        _working = _modem.Take(timing, () =>
        {
            FinishWork(work());
            _modem.Keep();
            Refresh();
        });
    }

    private void FinishWork(MbimStatus status)
    {
        var done = _workDone;
        _workDone = null;
        _working?.Cancel();
        done?.Invoke(status);
    }

    private void Refresh()
    {
        var info = Describe();
        var status = StatusOf(info);
        if (_isUsable && status != MbimStatus.Success)
        {
            _isUsable = false;
            Losing?.Invoke(status);
        }

        if (info != Info)
        {
            Info = info;
            _modem.Notify(BasicConnect.SubscriberReadyStatus, info);
        }

        if (!_isUsable && status == MbimStatus.Success)
        {
            _isUsable = true;
            Usable?.Invoke();
        }
    }

    private SubscriberReadyInfo Describe()
    {
        var state = _condition switch
        {
            SimCondition.Absent => SubscriberReadyState.SimNotInserted,
            SimCondition.Bad => SubscriberReadyState.BadSim,
            SimCondition.NoProfile => SubscriberReadyState.NoEsimProfile,
            _ when !_wasRead => SubscriberReadyState.NotInitialized,
            _ when Pin1.IsLost => SubscriberReadyState.BadSim,
            _ when Pin1.IsLocked => SubscriberReadyState.DeviceLocked,
            _ when !_serviceActivated => SubscriberReadyState.NotActivated,
            _ => SubscriberReadyState.Initialized,
        };
        var readable = StatusOf(state) == MbimStatus.Success;
        return new SubscriberReadyInfo
        {
            ReadyState = state,
            Flags = SubscriberReadyStatusFlags.SimRemovabilityKnown | (IsRemovable ? SubscriberReadyStatusFlags.SimRemovable : 0)
                | (_condition == SimCondition.NoProfile ? SubscriberReadyStatusFlags.Esim : 0),
            SubscriberId = readable ? _profile.SubscriberId : "",
            SimIccId = readable || state == SubscriberReadyState.DeviceLocked ? _profile.IccId : "",
            ReadyInfo = _profile.ProtectUniqueId ? ReadyInfo.ProtectUniqueId : ReadyInfo.None,
            TelephoneNumbers = readable ? _profile.TelephoneNumbers : [],
        };
    }

    private bool IsPersonalised => Personalisation is { Code.IsLocked: true };

    private bool IsRemovable => (_modem.Profile.Capabilities.SimClass & SimClass.Removable) != 0;
}
