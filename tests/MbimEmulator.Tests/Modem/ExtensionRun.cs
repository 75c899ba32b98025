using System.Globalization;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelThermalRfService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using MbimProtocol.Services.MsSarService;
using MbimProtocol.Services.MsVoiceExtensionsService;

namespace MbimEmulator.Tests.Modem;

/// <summary>One run of random steps, each with what has to be answered and what has to be so behind it.</summary>
internal sealed partial class ExtensionRun
{
    private const int Settled = 2000;
    private const int Kept = 12;
    private const int SignalInterval = 31_000;
    private const int Leg = 3000;

    private static readonly string?[] Way = ["town", null, "old", "field"];

    private static readonly Guid[] Subscribed = [BasicConnect.Id, MsBasicConnectExtensions.Id, MsSar.Id, MsVoiceExtensions.Id, IntelThermalRf.Id];

    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2, MbimExVersion.V3];

    private static readonly ModemProfile Profile = ModemProfile.Parse("model", """
        extends: default
        slots:
          - { subscriberId: "001020000000002", iccId: "89882110000000000020" }
          - { subscriberId: "001010000000003", iccId: "89882110000000000038", esim: true }
          - { condition: absent }
        network:
          cells:
            - { name: town, rat: lte, tac: 1, cellId: 257, arfcn: 1575, rsrp: -90, rsrq: -9 }
            - { name: field, rat: lte, tac: 2, cellId: 300, arfcn: 6300, rsrp: -99, rsrq: -11 }
            - { name: old, rat: umts, lac: 17, cellId: 65537, rscp: -85, ecno: -7 }
          drives:
            commute: [{ cell: town, for: 3s }, { cell: none, for: 3s }, { cell: old, for: 3s }, { cell: field }]
        lteAttach:
          factory: [{ provider: "00101", roaming: home, accessString: lte.home, ipType: ipv4v6 }]
          accessString: internet
        contexts:
          maxSessions: 3
          pco: [{ accessString: internet, data: 80ff000401020304 }]
        timings: { slotSwitch: 40ms, deviceReset: 100ms }
        """);

    private readonly Random _random;
    private readonly int _seed;
    private readonly ExtensionModel _model;
    private readonly Queue<string> _last = [];
    private readonly Dictionary<string, int> _tried = [];
    private readonly (string Name, Action Take)[] _steps;
    private int _step;
    private bool _wasRfimActive;
    private string? _story;

    public ExtensionRun(int seed)
    {
        (_seed, _random) = (seed, new Random(seed));
        Bench = new ModemBench(
            Profile, configure: options => options with { Profile = Profile with { Function = Profile.Function with { MaxExtendedVersion = MbimExVersion.V3 } } });
        _model = new ExtensionModel { Now = () => Now };
        _steps =
        [
            ("open", Open), ("map", Map), ("map", Map), ("card", ChangeCard), ("card", ChangeCard), ("attach", SetAttach), ("restore attach", RestoreAttach), ("deny", Deny),
            ("radio", SetRadio), ("radio", SetRadio), ("coverage", SetCoverage), ("SAR", SetSar), ("parameters", SetParameters), ("context", SetContext), ("move", Move), ("drive", Drive),
            ("area", ChangeArea), ("sleep", Sleep), ("start again", StartAgain), ("time", static () => { }), ("roam", Roam),
            ("connect", Connect), ("connect", Connect), ("connect", Connect), ("connect", Connect), ("disconnect", Disconnect), ("lost", LoseWhileActivating), ("lost", LoseWhileActivating),
            ("recover", Recover), ("recover", Recover), ("attach", Attach), ("attach", Attach), ("detach", Detach), ("network", ChangeNetwork), ("PCO", SendPco),
            ("level", SetLevel), ("time told", TellTime), ("shut down", ShutDown), ("register", Register), ("register", Register), ("rat", Restrict), ("RFIM", Activate), ("scan", Scan), ("country", GoAbroad),
            ("back-off", BackOff), ("transmit", Transmit), ("packet", SendPacket), ("packet", SendPacket), ("status", SetTransmissionStatus),
        ];
        OpenAt(MbimExVersion.V1, subscribes: true);
        Bench.Advance(Settled);
        Listen();
    }

    public ModemBench Bench { get; }

    private string Story => _story ??= $"seed {_seed}, step {_step}: {string.Join(", ", _last)}";

    public void Step()
    {
        Bench.Transcript.Clear();
        _wasRfimActive = _model.IsRfimActive;
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
        "open V1", "open V2", "open V3", "map done", "map refused", "eject-sim", "insert-sim", "break-sim", "empty-esim", "attach done", "attach refused", "move", "drive", "drive stopped", "drive left",
        "area", "woken", "not woken", "parameters refused", "parameters done", "context done", "context refused", "roam", "attach Success", "attach Failure",
        "attach NotRegistered", "attach RadioPowerOff", "connect Success", "connect Failure", "connect MaxActivatedContexts", "connect PacketServiceDetached",
        "connect OperationNotAllowed", "connect ContextNotSupported", "connect InvalidParameters", "bearer", "disconnect Success", "disconnect ContextNotActivated",
        "lost: radio", "lost: coverage", "lost: detach", "lost: SIM", "lost: slot", "lost: disconnect", "begun: slot", "begun: context", "begun: scan", "begun: detach",
        "start again: DEVICE_RESET", "start again: MODEM_REBOOT", "start again: power off", "start again: power-cycle", "start again: remove", "start again: recover", "back-off", "transmission", "packet", "loopback packet", "level", "time told", "shut down", "register Success", "register Failure", "register ProvidersNotFound",
        "register RadioPowerOff", "rat Only2G", "rat Only3G", "rat Only4G", "scan Success", "scan RadioPowerOff", "ended by the network", "detached by the network", "PCO",
    }));

    // As Assert.That does, without constraint and message while there is nothing to say.
    private void Same<T>(T actual, T expected, string what = "")
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            Assert.That(actual, Is.EqualTo(expected), $"{what}; {Story}");
        }
    }

    private void Note(string what)
    {
        _story = null;
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
            Events = subscribes ? [.. Subscribed.Select(service => new EventEntry { DeviceServiceId = service })] : [],
        }).AssertDone();
        AskOnce();
        Bench.NotificationTaken = subscribes ? AssertToldPossible : static () => { };
    }

    private void Map()
    {
        var (left, slot) = (_model.Mapped, _random.Next(8) switch { 6 => 3, 7 => ExtensionModel.Slots, var any => any / 2 });
        var reply = Bench.Set(MsBasicConnectExtensions.DeviceSlotMappings, new DeviceSlotMappings { SlotMap = [new() { Slot = (uint)slot }] });
        Bench.Advance(Settled);
        Same(reply.Status, _model.Switch(slot));
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
        var change = new[] { "eject-sim", "break-sim", "empty-esim", "insert-sim", "insert-sim", "insert-sim", "insert-sim", "insert-sim" }[_random.Next(8)];
        if (change == "insert-sim" && ExtensionModel.NeverHadCard(slot))
        {
            return;
        }

        Bench.Change(change, $"{slot}");
        _model.Changed(slot, change);
        Tried(change);
    }

    // Chance alone would seldom leave a modem that is registered.
    private void Recover()
    {
        if (!ExtensionModel.NeverHadCard(_model.Mapped))
        {
            Bench.Change("insert-sim");
            _model.Changed(_model.Mapped, "insert-sim");
        }

        Bench.Change("regain-coverage");
        Bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On }).AssertDone();
        _model.SetCoverage(true);
        _model.SetRadio(true);
    }

    private void SetAttach()
    {
        var count = _random.Next(4) > 0 ? 3 : 2;
        var name = $"lte{_random.Next(3)}";
        var type = IPTypes[_random.Next(1, 4)];
        var reply = Bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration
        {
            Configurations = [.. Enumerable.Range(0, count).Select(index => new LteAttachConfiguration
            {
                Roaming = (LteAttachContextRoamingControl)index, IpType = type, Source = ContextSource.User, AccessString = $"{name}.{index}",
            })],
        });
        Same(reply.Status, _model.SetAttach(count == 3 ? name : null, type));
        Tried(reply.Status == MbimStatus.Success ? "attach done" : "attach refused");
    }

    private void RestoreAttach()
    {
        var reply = Bench.Set(MsBasicConnectExtensions.LteAttachConfiguration, new SetLteAttachConfiguration { Operation = LteAttachContextOperation.RestoreFactory });
        Same(reply.Status, _model.RestoreAttach());
    }

    private void Deny()
    {
        var type = (NetworkDenylistType)_random.Next(2);
        NetworkDenylistProvider[] providers = [.. new[] { 1u, 2u, 3u, 4u }.Where(_ => _random.Next(5) == 0).Select(mnc => new NetworkDenylistProvider { Mcc = 1, Mnc = mnc, NetworkDenylistType = type })];
        Bench.Set(MsBasicConnectExtensions.NetworkDenylist, new NetworkDenylistInfo { Providers = [.. providers] }).AssertDone();
        _model.Deny([.. providers]);
    }

    private void SetRadio()
    {
        _model.SetRadio(_random.Next(5) > 0);
        Bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = _model.IsRadioOn ? RadioSwitchState.On : RadioSwitchState.Off }).AssertDone();
    }

    private void SetCoverage()
    {
        _model.SetCoverage(_random.Next(4) > 0);
        Bench.Change(_model.HasCoverage ? "regain-coverage" : "lose-coverage");
    }

    private void SetParameters()
    {
        var parameters = Profile.FiveG with { MicoMode = (MicoMode)_random.Next(2) };
        var reply = Bench.Set(MsBasicConnectExtensions.RegistrationParameters, parameters);
        Same(reply.Status, _model.IsNewest ? MbimStatus.Success : MbimStatus.NoDeviceSupport);
        Tried(_model.IsNewest ? "parameters done" : "parameters refused");
        if (_model.IsNewest)
        {
            _model.MicoMode = parameters.MicoMode;
        }
    }

    private void SetContext()
    {
        var context = _random.Next(3) == 0 ? null
            : new ModelContext($"mms{_random.Next(3)}", _random.Next(3) > 0, (ContextRoamingControl)_random.Next(7), (ContextMediaType)_random.Next(3));
        var reply = Bench.Set(MsBasicConnectExtensions.ProvisionedContexts, new SetProvisionedContextV2
        {
            Operation = context is null ? ContextOperation.Delete : default,
            ContextType = ContextTypes.Mms,
            AccessString = context?.AccessString ?? "",
            State = context?.IsEnabled == true ? ContextState.Enabled : ContextState.Disabled,
            Roaming = context?.Roaming ?? default,
            MediaType = context?.Media ?? default,
        });
        Same(reply.Status, _model.SimStatus);
        _model.Mms = reply.Status == MbimStatus.Success ? context : _model.Mms;
        Tried(reply.Status == MbimStatus.Success ? "context done" : "context refused");
    }

    private void Move()
    {
        // The last one is the forbidden provider's.
        var cell = ExtensionModel.Cells[_random.Next(ExtensionModel.Cells.Count - 1)].Name;
        if (_model.IsHeard(cell))
        {
            Bench.Change("move-to-cell", cell);
            _model.Move(cell);
            Tried("move");
        }
    }

    // A leg is longer than what it changes takes. Now and then the modem stays where it is on the way, or is taken elsewhere.
    private void Drive()
    {
        Bench.Change("drive", "commute");
        var last = _random.Next(Way.Length);
        for (var leg = 0; leg <= last; leg++)
        {
            if (leg > 0)
            {
                Bench.Advance(Settled);
                Listen();
                Check();
                Bench.Advance(Leg - Settled);
            }

            if (Way[leg] is { } cell)
            {
                _model.Move(cell);
            }
            else
            {
                _model.SetCoverage(false);
            }
        }

        if (last == Way.Length - 1)
        {
            Tried("drive");
        }
        else if (_random.Next(2) == 0 || !_model.IsHeard("town"))
        {
            Bench.Change("drive", "stop");
            Tried("drive stopped");
        }
        else
        {
            Bench.Change("move-to-cell", "town");
            _model.Move("town");
            Tried("drive left");
        }
    }

    private void Roam()
    {
        var provider = new[] { ExtensionModel.Home, ExtensionModel.Partner, ExtensionModel.Abroad }[_random.Next(3)];
        if (_model.Provider is not null && _model.IsOnAir(provider))
        {
            Bench.Change("roam", provider);
            _model.Roam(provider);
            Tried("roam");
        }
    }

    private void SetLevel()
    {
        var cell = ExtensionModel.Cells[_random.Next(3)].Name;
        int? level = _random.Next(3) == 0 ? null : _random.Next(-115, -80);
        Bench.Change("cell-level", cell, level is { } dBm ? dBm.ToString(CultureInfo.InvariantCulture) : "none");
        _model.Hear(cell, level);
        Tried("level");
    }

    private void ChangeArea()
    {
        if (_model.Provider == ExtensionModel.Home)
        {
            var area = (uint)_random.Next(3, 8);
            Bench.Change("change-tac", area.ToString(CultureInfo.InvariantCulture));
            _model.Areas[_model.Cell!] = area;
            Tried("area");
        }
    }

    // No report of a small change of the signal is to come. SIGNAL_STATE at least wakes a host that has subscribed to it; another one is awake by its next question, or by a router advertisement.
    private void Sleep()
    {
        var before = _model.HasCoverage;
        Bench.Advance(SignalInterval);
        Bench.Change("host-sleeps");
        SetCoverage();
        Bench.Advance(Settled);
        _model.IsWoken = _isListening && _model.IsRadioOn && before != _model.HasCoverage;
        _mayBeWokenByPacket = !_model.IsWoken && _model.Sessions.Values.Any(session => !session.IsLoopback && ExtensionModel.Has6(session.Type));
        Tried(_model.IsWoken ? "woken" : "not woken");
    }
}
