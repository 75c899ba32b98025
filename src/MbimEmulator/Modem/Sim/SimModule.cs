using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Slots;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>The SIM in the slot that the modem uses: whether it was read, what it wants, and what it says. All of it the modem knows from the card alone.</summary>
internal sealed partial class SimModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly SimReading _reading;
    private readonly SimWork _work;
    private readonly SlotsModule _slots;
    private readonly SimToolkit _toolkit;
    private bool _isUsable;
    private ModemTimer? _initializing;

    public SimModule(ModuleContext modem, SlotsModule slots)
    {
        (_modem, _slots) = (modem, slots);
        Slot = modem.MakeCardInterface();
        Scripts = new CardScripts(Slot);
        _reading = new SimReading(Scripts.Dialogue);
        _work = new SimWork(modem, Refresh);
        Programs = new SimPrograms(this);
        Files = new SimFiles(Scripts, _reading, () => Read?.Invoke());
        _toolkit = new SimToolkit(Scripts, () => _reading.ReadAll([]), () => modem.After(TimeSpan.Zero, ResetCard), Refresh);
        Slot.ProactiveCommandWaits += _toolkit.Fetch;
        slots.Leaving += Leave;
        slots.Mapped += PowerOn;
        slots.CardChanged += CardChanged;
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

    /// <summary>The modem has read its card, and it may say something else than before.</summary>
    public event Action? Read;

    /// <summary>The card was reset or taken out: nothing is open or verified any more.</summary>
    public event Action? CardReset;

    /// <summary>The way to the card in the slot.</summary>
    public CardInterface Slot { get; }

    /// <summary>What the modem asks the card on the basic channel.</summary>
    public CardScripts Scripts { get; }

    /// <summary>What the modem writes on the card.</summary>
    public SimFiles Files { get; }

    /// <summary>Whether the modem has read the card since its last reset.</summary>
    public bool WasRead { get; private set; }

    /// <summary>SUCCESS, or why the host cannot speak with the card.</summary>
    public MbimStatus SlotStatus => Slot.Card is not null ? MbimStatus.Success
        : _slots.IsSwitching ? MbimStatus.NotInitialized
        : Tray.Condition == SimCondition.Bad ? MbimStatus.BadSim
        : MbimStatus.SimNotInserted;

    /// <summary>What the host has said that the terminal can do; the card hears it after the next reset. Data objects of ETSI TS 102 221, 11.1.19.</summary>
    public MbimArray<MbimArray<byte>> TerminalCapability { get; set; } = [];

    /// <summary>The session of the modem and its host with the card, if it is one of the emulator's.</summary>
    public CardSession Session => Tray.Own;

    /// <summary>The card in the slot, if it is one of the emulator's; null for none.</summary>
    public UiccCard? Card => Tray.Card;

    public SimPinStatus Pin1 => _reading.Pin1;

    public SimPinStatus Pin2 => _reading.Pin2;

    /// <summary>What the card says.</summary>
    public SimContents Contents => _reading.Contents;

    /// <summary>The lock to an operator or the like, which the modem has, not the card; null when there is none.</summary>
    public PersonalisationLock? Personalisation { get; private set; }

    public SubscriberReadyInfo Info { get; private set; }

    public bool IsServiceActivated => Tray.IsServiceActivated;

    /// <summary>Whether the host alone speaks with the card (pass-through): the modem neither reads nor uses it.</summary>
    public bool IsPassedThrough { get; private set; }

    /// <summary>SUCCESS, or why nothing works that needs the subscriber.</summary>
    public MbimStatus Status => StatusOf(Info);

    /// <summary>SUCCESS, or why nothing works that needs the card, locked or not.</summary>
    public MbimStatus CardStatus => Status == MbimStatus.PinRequired ? MbimStatus.Success : Status;

    /// <summary>The PIN that the SIM, or then the modem, waits for; PIN1 unlocked if none.</summary>
    public PinInfo PinInfo => !Pin1.IsLocked && IsPersonalised ? new()
    {
        PinType = Personalisation!.Type,
        PinState = PinState.Locked,
        RemainingAttempts = (uint)Personalisation.Attempts,
    }
    : new()
    {
        PinType = Pin1.IsBlocked ? PinType.Puk1 : PinType.Pin1,
        PinState = Pin1.IsLocked ? PinState.Locked : PinState.Unlocked,
        RemainingAttempts = (uint)(Pin1.IsBlocked ? Pin1.PukAttempts : Pin1.Attempts),
    };

    /// <summary>The slots of the modem.</summary>
    public SlotsModule Slots => _slots;

    /// <summary>Other programs that use the card.</summary>
    public SimPrograms Programs { get; }

    /// <summary>The way of somebody else to the card.</summary>
    public CardInterface MakeCardInterface(string client) => _modem.MakeCardInterface(client);

    public override SnapshotPart? TakeSnapshot() => _slots.Executor == 0 ? SimSection.Kept.Of(_slots.First.TakeSnapshot()) : null;

    public static void Register(ModuleHandlers<SimModule> handlers) => SimHandlers.Register(handlers);

    public override void TellState(StateQuery query)
    {
        query.Tell(BasicConnect.SubscriberReadyStatus, Info);
        query.Tell(BasicConnect.Pin, PinInfo);
    }

    public override bool IsSettling => Tray.Condition == SimCondition.Present && !WasRead && !IsPassedThrough;

    public override void Start() => PowerOn();

    public override void Restart(ModemReset reset)
    {
        PowerOff();
        PowerOn();
    }

    public void PowerOn()
    {
        _toolkit.Forget();
        ResetCard();
    }

    /// <summary>The host resets the card, and takes it for itself or gives it back (MS UICC Low Level Access, RESET).</summary>
    public void Reset(bool passThrough)
    {
        IsPassedThrough = passThrough;
        _work.Finish(MbimStatus.NotInitialized);
        PowerOn();
    }

    /// <summary>The modem takes SIMs of one operator, or the like, alone, and this is none; until the code is entered.</summary>
    public void Personalise(PinType type, string code, int attempts)
    {
        if (!PersonalisationLock.Types.Contains(type))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "Expected a personalisation lock.");
        }

        Personalisation = new PersonalisationLock(type, code, attempts);
        Refresh();
    }

    /// <summary>Somebody has used up PIN1's attempts.</summary>
    public void BlockPin()
    {
        Session.Card.Pin1.Block();
        Session.SetVerified(CardKeys.Pin1, false);
        _slots.Keep();
        Reread();
    }

    /// <summary>The card has the modem read it again.</summary>
    public void AskForRefresh()
    {
        Session.Toolkit.Send(SimToolkit.RefreshCommand);
        Scripts.Ask([CardCommands.Status], static () => { });
    }

    /// <summary>Somebody else has spoken with the card: the PINs, and what they lock, may be otherwise than the modem knows.</summary>
    public void Reread()
    {
        if (WasRead)
        {
            Scripts.Ask(ReadAfterPin(), Refresh);
        }
        else
        {
            Refresh();
        }
    }

    /// <summary>Has the card do something with a PIN, which takes its time; it does one thing at a time.</summary>
    public void CheckPin(PinType type, Instruction instruction, byte[] data, Action<MbimStatus> done)
    {
        var isSecond = type is PinType.Pin2 or PinType.Puk2;
        _work.Do(_modem.Timings.Pin, Start, done);

        void Start(Action<MbimStatus> finish)
        {
            var known = isSecond ? Pin2 : Pin1;
            if (instruction == Instruction.UnblockPin && !known.IsBlocked)
            {
                finish(MbimStatus.OperationNotAllowed);
                return;
            }

            var status = MbimStatus.Failure;
            Scripts.Ask(Script(), () => finish(status));

            IEnumerable<byte[]> Script()
            {
                yield return CardCommands.Pin(instruction, isSecond ? CardKeys.Pin2 : CardKeys.Pin1, data);
                status = SimHandlers.StatusOf(instruction, Scripts.Dialogue.Status);
                foreach (var command in ReadAfterPin())
                {
                    yield return command;
                }
            }
        }
    }

    /// <summary>Enters the code of the modem's own lock, which takes its time too.</summary>
    public void CheckPersonalisation(string code, Action<MbimStatus> done) => _work.Do(_modem.Timings.Pin, finish => finish(Personalisation!.Enter(code)), done);

    /// <summary>Asks the carrier to activate the subscription.</summary>
    public void ActivateService(Action<MbimStatus, NwError> done)
    {
        var error = (NwError)Tray.Profile.ServiceActivationNwError;
        _work.Do(_modem.Timings.ServiceActivation, Activate, status => done(status, status == MbimStatus.Failure ? error : NwError.None));

        void Activate(Action<MbimStatus> finish)
        {
            Tray.IsServiceActivated |= error == NwError.None;
            _slots.Keep();
            finish(error == NwError.None ? MbimStatus.Success : MbimStatus.Failure);
        }
    }

    private IEnumerable<byte[]> ReadAfterPin() => _reading.ReadPins().Concat(_reading.ReadSubscriber());

    /// <summary>The modem loses power; what the SIM was doing is lost.</summary>
    private void PowerOff()
    {
        PoweringOff?.Invoke(MbimStatus.Failure);
        _work.Finish(MbimStatus.Failure);
    }

    private void ResetCard()
    {
        if (_slots.IsSwitching)
        {
            return;
        }

        StopReading();
        var card = Tray.Terminal;
        card?.Reset();
        CardReset?.Invoke();
        Slot.Insert(card);
        if (card is not null && !IsPassedThrough)
        {
            _initializing = _modem.Take(_modem.Timings.SimInitialize, () => Scripts.Ask(_reading.ReadAll([.. TerminalCapability.SelectMany(capability => capability)]), () =>
            {
                WasRead = true;
                Refresh();
            }));
        }

        Refresh();
    }

    private void StopReading()
    {
        _initializing?.Cancel();
        Scripts.Stop();
        _reading.Forget();
        WasRead = false;
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

    private void Refresh()
    {
        var info = Describe();
        var status = StatusOf(info);
        if (_isUsable && status != MbimStatus.Success)
        {
            _isUsable = false;
            Losing?.Invoke(status);
        }

        Read?.Invoke();
        _slots.Report(WasRead, _reading.HasUsim, IsPassedThrough);
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
        var state = Tray.Condition switch
        {
            _ when _slots.IsSwitching => SubscriberReadyState.NotInitialized,
            SimCondition.Absent => SubscriberReadyState.SimNotInserted,
            SimCondition.Bad => SubscriberReadyState.BadSim,
            SimCondition.NoProfile => SubscriberReadyState.NoEsimProfile,
            _ when !WasRead => SubscriberReadyState.NotInitialized,
            _ when !_reading.HasUsim || Pin1.IsLost => SubscriberReadyState.BadSim,
            _ when Pin1.IsLocked => SubscriberReadyState.DeviceLocked,
            _ when Contents.SubscriberId.Length == 0 => SubscriberReadyState.BadSim,
            _ when !Tray.IsServiceActivated => SubscriberReadyState.NotActivated,
            _ => SubscriberReadyState.Initialized,
        };
        var readable = StatusOf(state) == MbimStatus.Success;
        return new SubscriberReadyInfo
        {
            ReadyState = state,
            Flags = SubscriberReadyStatusFlags.SimRemovabilityKnown | (IsRemovable ? SubscriberReadyStatusFlags.SimRemovable : 0)
                | (Tray.Condition == SimCondition.NoProfile || Tray.Profile.Esim ? SubscriberReadyStatusFlags.Esim : 0),
            SubscriberId = readable ? Contents.SubscriberId : "",
            SimIccId = readable || state == SubscriberReadyState.DeviceLocked ? Contents.IccId : "",
            ReadyInfo = Tray.Profile.ProtectUniqueId ? ReadyInfo.ProtectUniqueId : ReadyInfo.None,
            TelephoneNumbers = readable ? [.. Contents.TelephoneNumbers] : [],
        };
    }

    private bool IsPersonalised => Personalisation is { IsOpen: false };

    private SimTray Tray => _slots.Tray;

    private bool IsRemovable => (_modem.Profile.Capabilities.SimClass & SimClass.Removable) != 0;
}
