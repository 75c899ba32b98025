using System.Globalization;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;

namespace MbimEmulator.Tests.Modem;

/// <summary>One run of random steps, each with what has to be answered and what has to be so behind it.</summary>
internal sealed partial class ExtensionRun
{
    private const int Settled = 2000;
    private const int Kept = 12;

    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    private static readonly ModemProfile Profile = ModemProfile.Parse("model", """
        extends: default
        slots:
          - { subscriberId: "001020000000002", iccId: "89882110000000000020" }
          - { subscriberId: "001010000000003", iccId: "89882110000000000038", esim: true }
          - { condition: absent }
        network:
          cells:
            - { name: town, rat: lte, tac: 1, cellId: 257, rsrp: -90, rsrq: -9 }
            - { name: field, rat: lte, tac: 2, cellId: 300, rsrp: -99, rsrq: -11 }
            - { name: old, rat: umts, lac: 17, cellId: 65537, rscp: -85, ecno: -7 }
        lteAttach:
          factory: [{ provider: "00101", roaming: home, accessString: lte.home, ipType: ipv4v6 }]
          accessString: given
        timings: { slotSwitch: 40ms, deviceReset: 100ms }
        """);

    private readonly Random _random;
    private readonly int _seed;
    private readonly ExtensionModel _model = new();
    private readonly Queue<string> _last = [];
    private readonly Dictionary<string, int> _tried = [];
    private readonly (string Name, Action Take)[] _steps;
    private int _step;

    public ExtensionRun(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        Bench = new ModemBench(
            Profile, configure: options => options with { Profile = Profile with { Function = Profile.Function with { MaxExtendedVersion = MbimExVersion.V3 } } });
        _steps =
        [
            ("open", Open), ("map", Map), ("map", Map), ("card", ChangeCard), ("card", ChangeCard), ("attach", SetAttach), ("restore attach", RestoreAttach), ("deny", Deny),
            ("radio", SetRadio), ("radio", SetRadio), ("coverage", SetCoverage), ("SAR", SetSar), ("parameters", SetParameters), ("context", SetContext), ("move", Move),
            ("area", ChangeArea), ("sleep", Sleep), ("reset", Reset), ("time", static () => { }),
        ];
        OpenAt(MbimExVersion.V1, subscribes: true);
        Bench.Advance(Settled);
        Listen();
    }

    public ModemBench Bench { get; }

    private string Story => $"seed {_seed}, step {_step}: {string.Join(", ", _last)}";

    public void Step()
    {
        Bench.Transcript.Clear();
        var (name, take) = _steps[_random.Next(_steps.Length)];
        Note(name);
        take();
        Bench.Advance(Settled);
        Listen();
        Check();
        _step++;
    }

    public void AssertEverythingWasTried() => Assert.That(_tried.Keys, Is.SupersetOf(new[]
    {
        "open V1", "open V2", "open V3", "map done", "map refused", "eject-sim", "insert-sim", "break-sim", "empty-esim", "attach done", "attach refused", "move",
        "area", "woken", "not woken", "reset", "parameters refused", "parameters done", "context done", "context refused",
    }));

    private void Note(string what)
    {
        _last.Enqueue(what);
        while (_last.Count > Kept)
        {
            _last.Dequeue();
        }
    }

    private void Tried(string what)
    {
        _tried[what] = _tried.GetValueOrDefault(what) + 1;
        Note(what);
    }

    private void Open()
    {
        var version = Versions[_random.Next(Versions.Length)];
        OpenAt(version, subscribes: _random.Next(4) > 0);
        Tried($"open {version}");
    }

    // A new host asks once and listens from then on, or asks alone.
    private void OpenAt(MbimExVersion version, bool subscribes)
    {
        Bench.OpenAt(version);
        _model.Opened(version);
        Bench.Transcript.Clear();
        _isListening = subscribes;
        Bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList
        {
            Events = subscribes ? [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }] : [],
        }).AssertDone();
        AskOnce();
    }

    private void Map()
    {
        var (left, slot) = (_model.Mapped, _random.Next(ExtensionModel.Slots + 1));
        var reply = Bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = (uint)slot }] });
        Bench.Advance(Settled);
        Assert.That(reply.Status, Is.EqualTo(_model.Switch(slot)), Story);
        Assert.That(reply.Value.SlotMap.Select(entry => entry.Slot), Is.EqualTo(new[] { (uint)_model.Mapped }), Story);
        Tried(reply.Status == MbimStatus.Success ? "map done" : "map refused");
        if (_model.Mapped != left)
        {
            AssertOrderOfSwitch(left, slot);
        }
    }

    private void ChangeCard()
    {
        var slot = _random.Next(ExtensionModel.Slots);
        var change = new[] { "eject-sim", "insert-sim", "break-sim", "empty-esim" }[_random.Next(4)];
        if (change == "insert-sim" && ExtensionModel.NeverHadCard(slot))
        {
            return;
        }

        Bench.Change(change, $"{slot}");
        _model.Changed(slot, change);
        Tried(change);
    }

    private void SetAttach()
    {
        var count = _random.Next(4) > 0 ? 3 : 2;
        var name = $"lte{_random.Next(3)}";
        var reply = Bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration
        {
            Configurations = [.. Enumerable.Range(0, count).Select(index => new LteAttachConfiguration
            {
                Roaming = (LteAttachContextRoamingControl)index, IpType = ContextIpType.IPv4, Source = ContextSource.User, AccessString = $"{name}.{index}",
            })],
        });
        Assert.That(reply.Status, Is.EqualTo(_model.SetAttach(count == 3 ? name : null)), Story);
        Tried(reply.Status == MbimStatus.Success ? "attach done" : "attach refused");
    }

    private void RestoreAttach()
    {
        var reply = Bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Operation = LteAttachContextOperation.RestoreFactory });
        Assert.That(reply.Status, Is.EqualTo(_model.RestoreAttach()), Story);
    }

    private void Deny()
    {
        var type = (NetworkDenylistType)_random.Next(2);
        NetworkDenylistProvider[] providers = [.. new[] { 1u, 2u }.Where(_ => _random.Next(3) == 0).Select(mnc => new NetworkDenylistProvider { Mcc = 1, Mnc = mnc, NetworkDenylistType = type })];
        Bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = [.. providers] }).AssertDone();
        _model.Denied = [.. providers];
    }

    private void SetRadio()
    {
        _model.IsRadioOn = _random.Next(3) > 0;
        Bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = _model.IsRadioOn ? RadioSwitchState.On : RadioSwitchState.Off }).AssertDone();
    }

    private void SetCoverage()
    {
        _model.HasCoverage = _random.Next(3) > 0;
        Bench.Change(_model.HasCoverage ? "regain-coverage" : "lose-coverage");
    }

    private void SetSar()
    {
        var reply = Bench.Set(MsSar.Config, new SetSarConfig
        {
            Mode = SarControlMode.OS,
            BackoffState = _random.Next(2) == 0 ? SarBackoffState.Enabled : SarBackoffState.Disabled,
            ConfigStates = [new() { AntennaIndex = SarConfigState.AllAntennas, BackoffIndex = (uint)_random.Next(3) }],
        });
        _model.Sar = (reply.Success.BackoffState, reply.Success.ConfigStates[0].BackoffIndex);
    }

    private void SetParameters()
    {
        var parameters = Profile.FiveG with { MicoMode = (MicoMode)_random.Next(2) };
        var reply = Bench.Set(MsBasicConnectExtensions.RegistrationParameters, parameters);
        Assert.That(reply.Status, Is.EqualTo(_model.IsNewest ? MbimStatus.Success : MbimStatus.NoDeviceSupport), Story);
        Tried(_model.IsNewest ? "parameters done" : "parameters refused");
        if (_model.IsNewest)
        {
            _model.MicoMode = parameters.MicoMode;
        }
    }

    private void SetContext()
    {
        var name = _random.Next(3) == 0 ? null : $"mms{_random.Next(3)}";
        var reply = Bench.Set(MsBasicConnectExtensions.ProvisionedContexts, new SetProvisionedContextV2
        {
            Operation = name is null ? ContextOperation.Delete : default,
            ContextType = ContextTypes.Mms,
            AccessString = name ?? "",
            State = ContextState.Enabled,
        });
        Assert.That(reply.Status, Is.EqualTo(_model.SimStatus), Story);
        _model.Mms = reply.Status == MbimStatus.Success ? name : _model.Mms;
        Tried(reply.Status == MbimStatus.Success ? "context done" : "context refused");
    }

    private void Move()
    {
        if (_model.HasCoverage)
        {
            _model.Cell = ExtensionModel.CellNames[_random.Next(ExtensionModel.CellNames.Count)];
            Bench.Change("move-to-cell", _model.Cell);
            Tried("move");
        }
    }

    private void ChangeArea()
    {
        if (IsAtHome())
        {
            var area = (uint)_random.Next(3, 8);
            Bench.Change("change-tac", area.ToString(CultureInfo.InvariantCulture));
            _model.Areas[_model.Cell] = area;
            Tried("area");
        }
    }

    // SIGNAL_STATE at least wakes a host that has subscribed to it; another one is awake by its next question.
    private void Sleep()
    {
        var before = _model.HasCoverage;
        Bench.Change("host-sleeps");
        SetCoverage();
        Bench.Advance(Settled);
        _model.IsWoken = _isListening && _model.IsRadioOn && before != _model.HasCoverage;
        Tried(_model.IsWoken ? "woken" : "not woken");
    }

    private void Reset()
    {
        Bench.Set(MsBasicConnectExtensions.DeviceReset, default).AssertDone();
        Bench.Advance(Settled);
        Bench.Reconnect();
        _model.Restarted();
        OpenAt(_model.Version, subscribes: true);
        Tried("reset");
    }
}
