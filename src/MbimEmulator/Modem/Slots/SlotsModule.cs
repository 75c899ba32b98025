using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Slots;

/// <summary>
/// The SIM slots, of which the modem uses one, the mapped one; the cards in the others have power, and their states are known. SYS_CAPS, DEVICE_SLOT_MAPPINGS,
/// SLOT_INFO_STATUS ("MB Multi-SIM operations").
/// </summary>
internal sealed class SlotsModule : ModemModule
{
    private const int Executors = 1;

    private readonly ModuleContext _modem;
    private readonly SimSlot[] _slots;
    private ModemTimer? _switching;
    private Transaction? _set;
    private int _next;
    private int _mapped;

    public SlotsModule(ModuleContext modem)
    {
        _modem = modem;
        var first = modem.TryRestore(SimSection.Kept, out var sim) ? sim : null;
        var others = modem.TryRestore(SlotsSection.Kept, out var slots) ? slots : null;
        if (others is not null && others.Cards.Count != modem.Profile.Slots.Count)
        {
            throw new ModemSnapshotException(
                "slots",
                $"the modem that was kept has {others.Cards.Count + 1} slots, while the profile has {modem.Profile.Slots.Count + 1}. Use another state file, or a profile with as many slots.");
        }

        if (modem.Profile.MappedSlot < 0 || modem.Profile.MappedSlot > modem.Profile.Slots.Count)
        {
            throw new ModemProfileException(modem.Profile.Name, $"mappedSlot: found {modem.Profile.MappedSlot}; expected 0 to {modem.Profile.Slots.Count}, one of its slots.");
        }

        _mapped = others?.Mapped ?? modem.Profile.MappedSlot;
        _slots = [new SimSlot(0, new SimTray(modem, modem.Profile.Sim, first)), .. modem.Profile.Slots.Select((card, index) => new SimSlot(index + 1, new SimTray(modem, card, others?.Cards[index])))];
    }

    public static ModuleDescription Description { get; } = new("slots")
    {
        Changes =
        [
            ModuleChange.Of<SlotsModule>("switch-slot", ["SLOT"], "the modem uses the SIM in another slot, from 0", static args => args.Number(0, ModemProfile.MaxSlots - 1), SwitchTo),
        ],
        States =
        [
            ModuleState.Of<SlotsModule>("slot", slots => (ulong)slots._mapped) with { Max = ModemProfile.MaxSlots - 1 },
            ModuleState.Of<SlotsModule, UiccSlotState>("slotState", slots => slots._slots[slots._mapped].State),
        ],
        Snapshot = SlotsSection.Kept,
    };

    /// <summary>The modem is about to use another slot: it lets go of the card.</summary>
    public event Action? Leaving;

    /// <summary>The modem uses another slot from now on.</summary>
    public event Action? Mapped;

    /// <summary>What is in the slot that the modem uses.</summary>
    public SimTray Tray => _slots[_mapped].Tray;

    /// <summary>The slot that takes cards from outside.</summary>
    public SimTray First => _slots[0].Tray;

    /// <summary>Whether the modem is between two slots, and uses none.</summary>
    public bool IsSwitching => _switching is not null;

    public override bool IsSettling => Array.Exists(_slots, slot => slot.Starting is not null);

    private DeviceSlotMappings Mappings => new() { SlotMap = [new() { Slot = (uint)_mapped }] };

    public static void Register(ModuleHandlers<SlotsModule> handlers)
    {
        handlers.Query(MsBasicConnectExtensions.SysCaps, static (slots, transaction, _) => transaction.Complete(new SysCapsInfo
        {
            NumberOfExecutors = Executors,
            NumberOfSlots = (uint)slots._slots.Length,
            Concurrency = Executors,
            ModemId = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(slots._modem.Profile.Identity.DeviceId))),
        }));
        handlers.Query(MsBasicConnectExtensions.DeviceSlotMappings, static (slots, transaction, _) => transaction.Complete(slots.Mappings));
        handlers.Set(
            MsBasicConnectExtensions.DeviceSlotMappings,
            static (slots, transaction, request) => slots.Set(transaction, request),
            static (slots, transaction, _) => transaction.Fail(MbimStatus.InvalidParameters, slots.Mappings));
        handlers.Query(MsBasicConnectExtensions.SlotInfoStatus, static (slots, transaction, request) => transaction.Answer(
            request.SlotIndex < slots._slots.Length ? MbimStatus.Success : MbimStatus.InvalidParameters,
            request.SlotIndex < slots._slots.Length ? slots._slots[request.SlotIndex].Info : default));
    }

    public override void TellState(StateQuery query) => query.Tell(MsBasicConnectExtensions.SlotInfoStatus, _slots[_mapped].Info);

    public override SnapshotPart? TakeSnapshot() =>
        _slots.Length == 1 ? null : SlotsSection.Kept.Of(new SlotsSnapshot(_mapped, [.. _slots.Skip(1).Select(slot => slot.Tray.TakeSnapshot())]));

    public override void Start()
    {
        foreach (var slot in _slots)
        {
            if (slot.Index != _mapped)
            {
                PowerOn(slot);
            }
        }
    }

    public override void Restart(ModemReset reset)
    {
        if (_switching is not null)
        {
            _switching.Cancel();
            _switching = null;
            _set?.Fail(MbimStatus.Failure, Mappings);
            _set = null;
        }

        Start();
    }

    /// <summary>The slot of this number, or the mapped one.</summary>
    /// <exception cref="ArgumentException">The modem has no such slot.</exception>
    public int Find(int? slot) => slot is not { } index ? _mapped
        : index >= 0 && index < _slots.Length ? index
        : throw new ArgumentException($"'{index}' is not a slot of this modem; expected {(_slots.Length == 1 ? "0, the only one" : $"0 to {_slots.Length - 1}")} (slots in the profile).");

    /// <summary>Whether the modem uses this slot, or is about to leave it.</summary>
    public bool IsMapped(int slot) => slot == _mapped;

    /// <summary>What is in a slot.</summary>
    public SimTray TrayOf(int slot) => _slots[slot].Tray;

    /// <summary>Something was put into a slot that is not mapped, or taken out of it.</summary>
    public void Changed(int slot) => PowerOn(_slots[slot]);

    /// <summary>The state of the mapped slot is this one from now on. Between two slots it is nobody's.</summary>
    /// <param name="hasStarted">Whether the modem has read the card.</param>
    /// <param name="isUsable">Whether it has found a SIM on it.</param>
    /// <param name="isPassedThrough">Whether the host alone speaks with it: the slot is then as one with an eSIM without a profile.</param>
    public void Report(bool hasStarted, bool isUsable, bool isPassedThrough)
    {
        if (_switching is not null)
        {
            return;
        }

        var slot = _slots[_mapped];
        var state = slot.Describe(hasStarted);
        Become(slot, slot.Tray.Condition != SimCondition.Present ? state
            : isPassedThrough ? UiccSlotState.ActiveEsimNoProfiles
            : hasStarted && !isUsable ? UiccSlotState.Error
            : state);
    }

    private static string SwitchTo(SlotsModule slots, ArgumentReader args)
    {
        var slot = slots.Find((int)args.Number(0));
        if (slots.IsSwitching)
        {
            throw new InvalidOperationException("The modem is between two slots; switch again when it is done (timings.slotSwitch).");
        }

        if (slot != slots._mapped)
        {
            slots.Begin(slot);
        }

        return $"the modem uses slot {slot}";
    }

    private void Set(Transaction transaction, DeviceSlotMappings request)
    {
        var status = request.SlotMap.Count != Executors || request.SlotMap[0].Slot >= _slots.Length ? MbimStatus.InvalidParameters
            : IsSwitching ? MbimStatus.Busy
            : MbimStatus.Success;
        if (status != MbimStatus.Success)
        {
            transaction.Fail(status, Mappings);
        }
        else if (request.SlotMap[0].Slot == _mapped)
        {
            transaction.Complete(Mappings);
        }
        else
        {
            _set = transaction;
            Begin((int)request.SlotMap[0].Slot);
        }
    }

    // The host hears first that the SIM is gone, then the answer, then of the slots, then of the other SIM.
    private void Begin(int slot)
    {
        _next = slot;
        _switching = _modem.Take(_modem.Timings.SlotSwitch, End);
        Leaving?.Invoke();
    }

    private void End()
    {
        var left = _slots[_mapped];
        _mapped = _next;
        _slots[_mapped].Starting?.Cancel();
        _slots[_mapped].Starting = null;
        _switching = null;
        _modem.Keep();
        _set?.Complete(Mappings);
        _set = null;
        PowerOn(left);
        Mapped?.Invoke();
    }

    private void PowerOn(SimSlot slot)
    {
        slot.Starting?.Cancel();
        slot.Starting = slot.Tray.Condition == SimCondition.Present ? _modem.Take(_modem.Timings.SimInitialize, () => Ready(slot)) : null;
        Become(slot, slot.Describe(isReady: false));
    }

    private void Ready(SimSlot slot)
    {
        slot.Starting = null;
        Become(slot, slot.Describe(isReady: true));
    }

    private void Become(SimSlot slot, UiccSlotState state)
    {
        if (slot.State != state)
        {
            slot.State = state;
            _modem.Notify(MsBasicConnectExtensions.SlotInfoStatus, slot.Info);
        }
    }
}
