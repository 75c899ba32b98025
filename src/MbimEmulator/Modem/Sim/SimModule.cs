using MbimEmulator.Card;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Sim;

/// <summary>The SIM slot: what is in it, whether it was read, what it wants, and what it says. All of it the modem knows from the card alone.</summary>
internal sealed class SimModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly SimReading _reading;
    private readonly Queue<(IEnumerable<byte[]> Script, Action Ended, Action Stopped)> _scripts = new();
    private SimProfile _profile;
    private SimCondition _condition;
    private UiccCard _card;
    private CardSession _session;
    private ICardTerminal? _outside;
    private bool _serviceActivated;
    private bool _isUsable;
    private Action? _stopped;
    private ModemTimer? _initializing;
    private ModemTimer? _working;
    private Action<MbimStatus>? _workDone;

    public SimModule(ModuleContext modem)
    {
        _modem = modem;
        Dialogue = new CardDialogue(Slot);
        _reading = new SimReading(Dialogue);
        if (!modem.TryRestore(SimSection.Kept, out var kept) || kept.Card.Reader != modem.Profile.Sim.Reader)
        {
            kept = null;
        }

        _profile = kept?.Card ?? modem.Profile.Sim;
        _condition = _profile.Condition;
        _serviceActivated = _profile.ServiceActivated;
        (_card, _session) = Make(kept?.Memory);
        Slot.ProactiveCommandWaits += size => Ask(SimToolkit.Handle(Dialogue, size, ReadAgain), Refresh);
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
    public CardInterface Slot { get; } = new();

    /// <summary>What the modem asks the card on the basic channel; see <see cref="Ask"/>.</summary>
    public CardDialogue Dialogue { get; }

    /// <summary>Whether the modem has read the card since its last reset.</summary>
    public bool WasRead { get; private set; }

    /// <summary>SUCCESS, or why the host cannot speak with the card.</summary>
    public MbimStatus SlotStatus => Slot.Card is not null ? MbimStatus.Success : Condition == SimCondition.Bad ? MbimStatus.BadSim : MbimStatus.SimNotInserted;

    /// <summary>What the host has said that the terminal can do; the card hears it after the next reset. Data objects of ETSI TS 102 221, 11.1.19.</summary>
    public MbimArray<MbimArray<byte>> TerminalCapability { get; set; } = [];

    /// <summary>The session of the modem and its host with the card, if it is one of the emulator's.</summary>
    public CardSession Session => _session;

    /// <summary>The card in the slot, if it is one of the emulator's; null for none.</summary>
    public UiccCard? Card => _condition == SimCondition.Present && !IsReader ? _card : null;

    public SimPinStatus Pin1 => _reading.Pin1;

    public SimPinStatus Pin2 => _reading.Pin2;

    /// <summary>What the card says.</summary>
    public SimContents Contents => _reading.Contents;

    /// <summary>The lock to an operator or the like, which the modem has, not the card; null when there is none.</summary>
    public PersonalisationLock? Personalisation { get; private set; }

    public SubscriberReadyInfo Info { get; private set; }

    public bool IsServiceActivated => _serviceActivated;

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

    /// <summary>The SIM that the modem came with.</summary>
    public SimProfile FirstCard => _modem.Profile.Sim;

    public override SnapshotPart TakeSnapshot() => SimSection.Kept.Of(new SimSnapshot(
        _card.Describe(_profile) with { Condition = _condition, ServiceActivated = _serviceActivated }, IsReader ? new CardMemory() : _card.Memory));

    public override void Register(ModuleHandlers handlers) => SimHandlers.Register(handlers, this);

    public override void TellState(StateQuery query)
    {
        query.Tell(BasicConnect.SubscriberReadyStatus, Info);
        query.Tell(BasicConnect.Pin, PinInfo);
    }

    public override bool IsSettling => Condition == SimCondition.Present && !WasRead && !IsPassedThrough;

    public override void Start() => PowerOn();

    public override void Restart(ModemReset reset)
    {
        PowerOff();
        PowerOn();
    }

    public void PowerOn()
    {
        StopReading();
        var card = Condition != SimCondition.Present ? null : _outside ?? _session;
        card?.Reset();
        CardReset?.Invoke();
        Slot.Insert(card);
        if (card is not null && !IsPassedThrough)
        {
            _initializing = _modem.Take(_modem.Timings.SimInitialize, () => Ask(_reading.ReadAll([.. TerminalCapability.SelectMany(capability => capability)]), () =>
            {
                WasRead = true;
                Refresh();
            }));
        }

        Refresh();
    }

    /// <summary>The host resets the card, and takes it for itself or gives it back (MS UICC Low Level Access, RESET).</summary>
    public void Reset(bool passThrough)
    {
        IsPassedThrough = passThrough;
        FinishWork(MbimStatus.NotInitialized);
        PowerOn();
    }

    public void Insert(SimProfile? other)
    {
        if (other is not null && other.Reader != _profile.Reader)
        {
            throw new InvalidOperationException(
                IsReader ? $"The SIM comes from outside (sim.reader); connect another card to {_profile.Reader}." : "The SIM is the emulator's own; only a profile with sim.reader takes a card from outside.");
        }

        if (_condition != SimCondition.Absent)
        {
            Eject();
        }

        if (other is not null)
        {
            _profile = other;
            _serviceActivated = other.ServiceActivated;
            (_card, _session) = Make(null);
        }

        _condition = other?.Condition ?? SimCondition.Present;
        _modem.Keep();
        PowerOn();
    }

    public void Eject()
    {
        _condition = SimCondition.Absent;
        _modem.Keep();
        LoseCard();
    }

    /// <summary>A card from outside is in the reader that stands for the slot.</summary>
    public void TakeCard(ICardTerminal card)
    {
        if (!IsReader)
        {
            throw new InvalidOperationException("The SIM is the emulator's own; only a profile with sim.reader takes a card from outside.");
        }

        _outside = card;
        if (_condition == SimCondition.Present)
        {
            PowerOn();
        }
    }

    /// <summary>A card from outside is there no more.</summary>
    public void LoseCard(ICardTerminal card)
    {
        if (_outside == card)
        {
            _outside = null;
            if (_condition == SimCondition.Present)
            {
                LoseCard();
            }
        }
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
        CheckIsOwn();
        _card.Pin1.Block();
        _session.SetVerified(CardKeys.Pin1, false);
        _modem.Keep();
        Reread();
    }

    /// <summary>The card has the modem read it again.</summary>
    public void AskForRefresh()
    {
        CheckIsOwn();
        _session.Toolkit.Send(SimToolkit.RefreshCommand);
        Ask([CardCommands.Status], static () => { });
    }

    /// <summary>Somebody else has spoken with the card: the PINs, and what they lock, may be otherwise than the modem knows.</summary>
    public void Reread()
    {
        if (WasRead)
        {
            Ask(ReadAfterPin(), Refresh);
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
        Work(_modem.Timings.Pin, Start, done);

        void Start(Action<MbimStatus> finish)
        {
            var known = isSecond ? Pin2 : Pin1;
            if (instruction == Instruction.UnblockPin && !known.IsBlocked)
            {
                finish(MbimStatus.OperationNotAllowed);
                return;
            }

            var status = MbimStatus.Failure;
            Ask(Script(), () => finish(status));

            IEnumerable<byte[]> Script()
            {
                yield return CardCommands.Pin(instruction, isSecond ? CardKeys.Pin2 : CardKeys.Pin1, data);
                status = SimHandlers.StatusOf(instruction, Dialogue.Status);
                foreach (var command in ReadAfterPin())
                {
                    yield return command;
                }
            }
        }
    }

    /// <summary>Enters the code of the modem's own lock, which takes its time too.</summary>
    public void CheckPersonalisation(string code, Action<MbimStatus> done) => Work(_modem.Timings.Pin, finish => finish(Personalisation!.Enter(code)), done);

    /// <summary>Overwrites an elementary file of the USIM from its beginning.</summary>
    /// <param name="id">The file.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="done">Called with whether it went well.</param>
    public void Write(ushort id, byte[] content, Action<bool> done)
    {
        var wentWell = false;
        Ask(Script(), () => done(wentWell), () => done(false));

        IEnumerable<byte[]> Script()
        {
            yield return CardCommands.SelectApplication(SimReading.Usim);
            yield return CardCommands.Select(id);
            wentWell = Dialogue.IsSuccess;
            for (var offset = 0; wentWell && offset < content.Length; offset += 255)
            {
                yield return CardCommands.UpdateBinary(offset, content.AsSpan(offset, Math.Min(255, content.Length - offset)));
                wentWell = Dialogue.IsSuccess;
            }
        }
    }

    /// <summary>Asks the carrier to activate the subscription.</summary>
    public void ActivateService(Action<MbimStatus, NwError> done)
    {
        var error = (NwError)_profile.ServiceActivationNwError;
        Work(_modem.Timings.ServiceActivation, Activate, status => done(status, status == MbimStatus.Failure ? error : NwError.None));

        void Activate(Action<MbimStatus> finish)
        {
            _serviceActivated |= error == NwError.None;
            _modem.Keep();
            finish(error == NwError.None ? MbimStatus.Success : MbimStatus.Failure);
        }
    }

    private IEnumerable<byte[]> ReadAfterPin() => _reading.ReadPins().Concat(_reading.ReadSubscriber());

    // A card that was reset wants to be initialised; otherwise the modem reads what the card says now.
    private IEnumerable<byte[]> ReadAgain(bool isReset)
    {
        if (!isReset)
        {
            return _reading.ReadAll([]);
        }

        _modem.After(TimeSpan.Zero, PowerOn);
        return [];
    }

    private (UiccCard Card, CardSession Session) Make(CardMemory? memory)
    {
        var card = new UiccCard(CardBuilder.Build(_modem.Profile with { Sim = _profile }), memory);
        card.Changed += _modem.Keep;
        return (card, new CardSession(card));
    }

    /// <summary>The modem loses power; what the SIM was doing is lost.</summary>
    private void PowerOff()
    {
        PoweringOff?.Invoke(MbimStatus.Failure);
        FinishWork(MbimStatus.Failure);
    }

    private void LoseCard()
    {
        StopReading();
        Slot.Insert(null);
        CardReset?.Invoke();
        FinishWork(MbimStatus.SimNotInserted);
        Refresh();
    }

    private void CheckIsOwn()
    {
        if (IsReader)
        {
            throw new InvalidOperationException("The SIM is a card from outside (sim.reader), which alone can do that.");
        }
    }

    private void StopReading()
    {
        _initializing?.Cancel();
        Dialogue.Stop();
        _stopped?.Invoke();
        _stopped = null;
        while (_scripts.TryDequeue(out var next))
        {
            next.Stopped();
        }

        _reading.Forget();
        WasRead = false;
    }

    /// <summary>Asks the card on the basic channel, when what was asked before is done.</summary>
    /// <param name="script">The commands; the answers are in <see cref="Dialogue"/>.</param>
    /// <param name="ended">Called at the end.</param>
    /// <param name="stopped">Called instead when the card is taken out, or reset.</param>
    public void Ask(IEnumerable<byte[]> script, Action ended, Action? stopped = null)
    {
        _scripts.Enqueue((script, ended, stopped ?? (static () => { })));
        if (!Dialogue.IsRunning)
        {
            RunNext();
        }
    }

    private void RunNext()
    {
        while (!Dialogue.IsRunning && _scripts.TryDequeue(out var next))
        {
            _stopped = next.Stopped;
            Dialogue.Run(next.Script, () =>
            {
                _stopped = null;
                next.Ended();
                RunNext();
            });
        }
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

    private void Work(TimeSpan timing, Action<Action<MbimStatus>> work, Action<MbimStatus> done)
    {
        if (_workDone is not null)
        {
            done(MbimStatus.Busy);
            return;
        }

        _workDone = done;
        _working = _modem.Take(timing, () => work(status =>
        {
            FinishWork(status);
            Refresh();
        }));
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

        Read?.Invoke();
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
        var state = Condition switch
        {
            SimCondition.Absent => SubscriberReadyState.SimNotInserted,
            SimCondition.Bad => SubscriberReadyState.BadSim,
            SimCondition.NoProfile => SubscriberReadyState.NoEsimProfile,
            _ when !WasRead => SubscriberReadyState.NotInitialized,
            _ when !_reading.HasUsim || Pin1.IsLost => SubscriberReadyState.BadSim,
            _ when Pin1.IsLocked => SubscriberReadyState.DeviceLocked,
            _ when Contents.SubscriberId.Length == 0 => SubscriberReadyState.BadSim,
            _ when !_serviceActivated => SubscriberReadyState.NotActivated,
            _ => SubscriberReadyState.Initialized,
        };
        var readable = StatusOf(state) == MbimStatus.Success;
        return new SubscriberReadyInfo
        {
            ReadyState = state,
            Flags = SubscriberReadyStatusFlags.SimRemovabilityKnown | (IsRemovable ? SubscriberReadyStatusFlags.SimRemovable : 0)
                | (_condition == SimCondition.NoProfile ? SubscriberReadyStatusFlags.Esim : 0),
            SubscriberId = readable ? Contents.SubscriberId : "",
            SimIccId = readable || state == SubscriberReadyState.DeviceLocked ? Contents.IccId : "",
            ReadyInfo = _profile.ProtectUniqueId ? ReadyInfo.ProtectUniqueId : ReadyInfo.None,
            TelephoneNumbers = readable ? [.. Contents.TelephoneNumbers] : [],
        };
    }

    private bool IsReader => _profile.Reader is not null;

    // A reader without a card is an empty slot.
    private SimCondition Condition => _condition == SimCondition.Present && IsReader && _outside is null ? SimCondition.Absent : _condition;

    private bool IsPersonalised => Personalisation is { IsOpen: false };

    private bool IsRemovable => (_modem.Profile.Capabilities.SimClass & SimClass.Removable) != 0;
}
