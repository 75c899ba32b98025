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
/// The SIM slots of one device. Each of its executors uses one, and no two the same; the cards in the other slots have power, and their states are known
/// ("MB Multi-SIM operations"). What takes time takes the first executor's.
/// </summary>
internal sealed class SlotBank
{
    private readonly ModuleContext _modem;
    private readonly SimSlot[] _slots;
    private readonly int[] _mapped;
    private readonly SlotsModule?[] _executors;
    private ModemTimer? _switching;
    private (SlotsModule Executor, Transaction Request)? _set;
    private int[] _next = [];

    /// <summary>Makes the slots of a device.</summary>
    /// <param name="modem">The modem of its first executor.</param>
    /// <exception cref="ModemSnapshotException">What was kept is of another number of slots or executors.</exception>
    /// <exception cref="ModemProfileException">The profile maps a slot that it has not, or has fewer slots than executors.</exception>
    public SlotBank(ModuleContext modem)
    {
        _modem = modem;
        var profile = modem.Profile;
        var count = profile.Slots.Count + 1;
        var first = modem.TryRestore(SimSection.Kept, out var sim) ? sim
            : modem.IsNew ? null
            : throw new ModemSnapshotException("sim", "the modem that was kept has no section 'sim'; expected the SIM in its first slot. Use another state file.");
        var others = modem.TryRestore(SlotsSection.Kept, out var slots) ? slots : null;
        Expect(others?.Cards.Count + 1, count, "slots", "a profile with as many slots");
        Expect(others?.Mapped.Count, profile.Executors, "executors", "a profile with as many executors");
        if (profile.MappedSlot < 0 || profile.MappedSlot >= count)
        {
            throw new ModemProfileException(profile.Name, $"mappedSlot: found {profile.MappedSlot}; expected 0 to {count - 1}, one of its slots.");
        }

        if (profile.Executors < 1 || profile.Executors > Math.Min(count, ModemProfile.MaxExecutors))
        {
            throw new ModemProfileException(
                profile.Name, $"executors: found {profile.Executors}; expected 1 to {Math.Min(count, ModemProfile.MaxExecutors)}: each executor uses a slot of its own, and there are {count}.");
        }

        _mapped = others is not null ? [.. others.Mapped] : [.. Enumerable.Range(0, count).Where(slot => slot != profile.MappedSlot).Prepend(profile.MappedSlot).Take(profile.Executors)];
        _executors = new SlotsModule?[profile.Executors];
        _slots = [new SimSlot(0, new SimTray(modem, profile.Sim, first)), .. profile.Slots.Select((card, index) => new SimSlot(index + 1, new SimTray(modem, card, others?.Cards[index])))];
    }

    /// <summary>How many slots there are.</summary>
    public int Count => _slots.Length;

    /// <summary>Whether executors are between two slots.</summary>
    public bool IsSwitching => _switching is not null;

    /// <summary>Whether a card that no executor uses is starting.</summary>
    public bool IsSettling => Array.Exists(_slots, slot => slot.Starting is not null);

    /// <summary>SYS_CAPS. All executors can be active at once.</summary>
    public SysCapsInfo SysCaps => new()
    {
        NumberOfExecutors = (uint)_mapped.Length,
        NumberOfSlots = (uint)_slots.Length,
        Concurrency = (uint)_mapped.Length,
        ModemId = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(_modem.Profile.Identity.DeviceId))),
    };

    /// <summary>DEVICE_SLOT_MAPPINGS as it is now.</summary>
    public DeviceSlotMappings Mappings => new() { SlotMap = [.. _mapped.Select(slot => new SlotMapping { Slot = (uint)slot })] };

    /// <summary>A slot by its number.</summary>
    public SimSlot this[int slot] => _slots[slot];

    /// <summary>The slot that an executor uses.</summary>
    public SimSlot Of(int executor) => _slots[_mapped[executor]];

    /// <summary>An executor's modem is there.</summary>
    public void Seat(SlotsModule executor) => _executors[executor.Executor] = executor;

    /// <summary>The executor that uses a slot; null when none does.</summary>
    public SlotsModule? UserOf(int slot) => Array.IndexOf(_mapped, slot) is >= 0 and var executor ? _executors[executor] : null;

    /// <summary>What is kept of the slots behind the first one, and who uses which; null for a single slot.</summary>
    public SnapshotPart? TakeSnapshot() =>
        _slots.Length == 1 ? null : SlotsSection.Kept.Of(new SlotsSnapshot([.. _mapped], [.. _slots.Skip(1).Select(slot => slot.Tray.TakeSnapshot())]));

    /// <summary>Something has changed of what is kept of cards and slots.</summary>
    public void Keep() => _modem.Keep();

    /// <summary>The device has power: so have the cards that no executor uses.</summary>
    public void Start()
    {
        foreach (var slot in _slots.Where(slot => Array.IndexOf(_mapped, slot.Index) < 0))
        {
            PowerOn(slot);
        }
    }

    /// <summary>An executor loses power, or starts again. With the first one the executors stay at the slots that they use, and the other cards start again.</summary>
    public void Restart(SlotsModule executor)
    {
        if (_set is { } set && (set.Executor == executor || executor.Executor == 0))
        {
            Run(set.Executor, executor, () => set.Request.Fail(MbimStatus.Failure, Mappings));
            _set = null;
        }

        if (executor.Executor > 0)
        {
            return;
        }

        if (_switching is not null)
        {
            _switching.Cancel();
            _switching = null;
            executor.IsSwitching = false;
            foreach (var other in Moving().Where(other => other != executor))
            {
                Run(other, executor, other.Arrive);
            }
        }

        Start();
    }

    /// <summary>A card that no executor uses has come into its slot, or has left it.</summary>
    public void PowerOn(SimSlot slot)
    {
        slot.Starting?.Cancel();
        slot.Starting = slot.Tray.Condition == SimCondition.Present ? _modem.Take(_modem.Timings.SimInitialize, () => Ready(slot)) : null;
        Become(slot, slot.Describe(isReady: false));
    }

    /// <summary>A slot has this state from now on; the hosts of all executors hear of it.</summary>
    public void Become(SimSlot slot, UiccSlotState state)
    {
        if (slot.State != state)
        {
            slot.State = state;
            foreach (var executor in _executors)
            {
                executor?.Tell(slot.Info, isAlone: _executors.Length == 1);
            }
        }
    }

    /// <summary>A host sets who uses which slot.</summary>
    public void Set(SlotsModule executor, Transaction transaction, DeviceSlotMappings request)
    {
        int[] map = [.. request.SlotMap.Select(index => index.Slot < _slots.Length ? (int)index.Slot : -1)];
        var status = map.Length != _mapped.Length || map.Contains(-1) || map.Distinct().Count() != map.Length ? MbimStatus.InvalidParameters
            : IsSwitching ? MbimStatus.Busy
            : MbimStatus.Success;
        if (status != MbimStatus.Success)
        {
            transaction.Fail(status, Mappings);
        }
        else if (map.SequenceEqual(_mapped))
        {
            transaction.Complete(Mappings);
        }
        else
        {
            _set = (executor, transaction);
            Begin(executor, map);
        }
    }

    /// <summary>An executor is to use another slot; the executor that uses that one gets its slot instead.</summary>
    public void Switch(SlotsModule executor, int slot)
    {
        var map = _mapped.ToArray();
        if (Array.IndexOf(map, slot) is >= 0 and var other)
        {
            map[other] = map[executor.Executor];
        }

        map[executor.Executor] = slot;
        Begin(executor, map);
    }

    // A host hears first that its SIM is gone, then the answer, then of the slots, then of the other SIM.
    private void Begin(SlotsModule asked, int[] map)
    {
        _next = map;
        _switching = asked.Take(() => End(asked));
        foreach (var executor in Moving())
        {
            Run(executor, asked, executor.Leave);
        }
    }

    private void End(SlotsModule asked)
    {
        SlotsModule[] moving = [.. Moving()];
        SimSlot[] left = [.. moving.Select(executor => Of(executor.Executor))];
        _next.CopyTo(_mapped, 0);
        _switching = null;
        foreach (var executor in moving)
        {
            var slot = Of(executor.Executor);
            slot.Starting?.Cancel();
            slot.Starting = null;
            executor.IsSwitching = false;
        }

        _modem.Keep();
        _set?.Request.Complete(Mappings);
        _set = null;
        foreach (var slot in left.Where(slot => Array.IndexOf(_mapped, slot.Index) < 0))
        {
            PowerOn(slot);
        }

        foreach (var executor in moving)
        {
            Run(executor, asked, executor.Arrive);
        }
    }

    private static void Expect(int? kept, int count, string what, string other)
    {
        if (kept is not null && kept != count)
        {
            throw new ModemSnapshotException("slots", $"the modem that was kept has {kept} {what}, while the profile has {count}. Use another state file, or {other}.");
        }
    }

    // Those that are to use another slot.
    private IEnumerable<SlotsModule> Moving() => _executors.OfType<SlotsModule>().Where(executor => _next[executor.Executor] != _mapped[executor.Executor]);

    // Each in an event of its own modem; in the one under way, if that is its.
    private static void Run(SlotsModule executor, SlotsModule current, Action action)
    {
        if (executor == current)
        {
            action();
        }
        else
        {
            executor.Post(action);
        }
    }

    private void Ready(SimSlot slot)
    {
        slot.Starting = null;
        Become(slot, slot.Describe(isReady: true));
    }
}
