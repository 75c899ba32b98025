using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Slots;

/// <summary>
/// The SIM slots as one executor of their device has them: it uses one, the mapped one. SYS_CAPS, DEVICE_SLOT_MAPPINGS, SLOT_INFO_STATUS ("MB Multi-SIM
/// operations").
/// </summary>
internal sealed class SlotsModule : ModemModule
{
    private readonly ModuleContext _modem;
    private readonly ExecutorSeat _seat;
    private readonly SlotBank _bank;

    /// <summary>Makes the module of one executor.</summary>
    /// <exception cref="ModemSnapshotException">What was kept is of another number of slots or executors.</exception>
    /// <exception cref="ModemProfileException">The profile maps a slot that it has not, or has fewer slots than executors.</exception>
    public SlotsModule(ModuleContext modem, ExecutorSeat seat)
    {
        (_modem, _seat) = (modem, seat);
        _bank = seat.Bank ??= new SlotBank(modem);
        _bank.Seat(this);
    }

    public static ModuleDescription Description { get; } = new("slots")
    {
        Changes =
        [
            ModuleChange.Of<SlotsModule>("switch-slot", ["SLOT"], "the modem uses the SIM in another slot, from 0", static args => args.Number(0, ModemProfile.MaxSlots - 1), SwitchTo),
        ],
        States =
        [
            ModuleState.Of<SlotsModule>("slot", slots => (ulong)slots.Used.Index) with { Max = ModemProfile.MaxSlots - 1 },
            ModuleState.Of<SlotsModule, UiccSlotState>("slotState", slots => slots.Used.State),
        ],
        Snapshot = SlotsSection.Kept,
    };

    /// <summary>The modem is about to use another slot: it lets go of the card.</summary>
    public event Action? Leaving;

    /// <summary>The modem uses another slot from now on.</summary>
    public event Action? Mapped;

    /// <summary>A card has come into the slot that the modem uses, or has left it.</summary>
    public event Action? CardChanged;

    /// <summary>Which executor of its device the modem is, from 0.</summary>
    public int Executor => _seat.Index;

    /// <summary>What is in the slot that the modem uses.</summary>
    public SimTray Tray => Used.Tray;

    /// <summary>The slot that takes cards from outside.</summary>
    public SimTray First => _bank[0].Tray;

    /// <summary>Whether the modem is between two slots, and uses none.</summary>
    public bool IsSwitching { get; set; }

    public override bool IsSettling => _bank.IsSettling;

    private SimSlot Used => _bank.Of(Executor);

    public static void Register(ModuleHandlers<SlotsModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.SysCaps, static (slots, transaction, _) => transaction.Complete(slots._bank.SysCaps));
        handlers.Query(MsBasicConnectExtensions.DeviceSlotMappings, static (slots, transaction, _) => transaction.Complete(slots._bank.Mappings));
        handlers.Set(
            MsBasicConnectExtensions.DeviceSlotMappings,
            static (slots, transaction, request) => slots._bank.Set(slots, transaction, request),
            static (slots, transaction, _) => transaction.Fail(MbimStatus.InvalidParameters, slots._bank.Mappings));
        handlers.Query(MsBasicConnectExtensions.SlotInfoStatus, static (slots, transaction, request) => transaction.Answer(
            request.SlotIndex < slots._bank.Count ? MbimStatus.Success : MbimStatus.InvalidParameters,
            request.SlotIndex < slots._bank.Count ? slots._bank[(int)request.SlotIndex].Info : default));
    }

    public override void TellState(StateQuery query) => query.Tell(MsBasicConnectExtensions.SlotInfoStatus, Used.Info);

    public override SnapshotPart? TakeSnapshot() => Executor == 0 ? _bank.TakeSnapshot() : null;

    public override void Start()
    {
        if (Executor == 0)
        {
            _bank.Start();
        }
    }

    public override void Restart(ModemReset reset) => _bank.Restart(this);

    /// <summary>The slot of this number, or the one that the modem uses.</summary>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public int Find(int? slot) => slot is not { } index ? Used.Index
        : index >= 0 && index < _bank.Count ? index
        : throw new ArgumentException($"'{index}' is not a slot of this modem; expected {(_bank.Count == 1 ? "0, the only one" : $"0 to {_bank.Count - 1}")} (slots in the profile).");

    /// <summary>What is in a slot.</summary>
    public SimTray TrayOf(int slot) => _bank[slot].Tray;

    /// <summary>Something has changed of what is kept of cards and slots.</summary>
    public void Keep() => _bank.Keep();

    /// <summary>A card was put into a slot, or taken out of it.</summary>
    public void Changed(int slot)
    {
        var user = _bank.UserOf(slot);
        if (user is null)
        {
            _bank.PowerOn(_bank[slot]);
        }
        else if (user == this)
        {
            CardChanged?.Invoke();
        }
        else
        {
            user.Post(() => user.CardChanged?.Invoke());
        }
    }

    /// <summary>The state of the slot that the modem uses is this one from now on. Between two slots it is nobody's.</summary>
    /// <param name="hasStarted">Whether the modem has read the card.</param>
    /// <param name="isUsable">Whether it has found a SIM on it.</param>
    /// <param name="isPassedThrough">Whether the host alone speaks with it: the slot is then as one with an eSIM without a profile.</param>
    public void Report(bool hasStarted, bool isUsable, bool isPassedThrough)
    {
        if (IsSwitching)
        {
            return;
        }

        var state = Used.Describe(hasStarted);
        _bank.Become(Used, Tray.Condition != SimCondition.Present ? state
            : isPassedThrough ? UiccSlotState.ActiveEsimNoProfiles
            : hasStarted && !isUsable ? UiccSlotState.Error
            : state);
    }

    /// <summary>Tells the host of a slot.</summary>
    /// <param name="info">What there is to tell.</param>
    /// <param name="isAlone">Whether the event under way is this modem's for certain.</param>
    public void Tell(SlotInfo info, bool isAlone)
    {
        _modem.Notify(MsBasicConnectExtensions.SlotInfoStatus, info);
        if (!isAlone)
        {
            Post(static () => { });
        }
    }

    /// <summary>Has an action run when the modem has gone from one slot to another.</summary>
    public ModemTimer Take(Action end) => _modem.Take(_modem.Timings.SlotSwitch, end);

    /// <summary>The modem lets go of its card.</summary>
    public void Leave()
    {
        IsSwitching = true;
        Leaving?.Invoke();
    }

    /// <summary>The modem uses the slot that it has been given.</summary>
    public void Arrive()
    {
        IsSwitching = false;
        Mapped?.Invoke();
    }

    /// <summary>Has an action run as an event of this modem.</summary>
    public void Post(Action action) => _seat.Post(() =>
    {
        action();
        _modem.Flush();
    });

    private static string SwitchTo(SlotsModule slots, ArgumentReader args)
    {
        var slot = slots.Find((int)args.Number(0));
        if (slots._bank.IsSwitching)
        {
            throw new InvalidOperationException("The modem is between two slots; switch again when it is done (timings.slotSwitch).");
        }

        if (slot != slots.Used.Index)
        {
            slots._bank.Switch(slots, slot);
        }

        return $"the modem uses slot {slot}";
    }
}
