using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Card;
using MbimEmulator.Faults;
using MbimEmulator.Modem.Contexts;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Slots;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Modem;

public sealed class ModemSnapshotTests
{
    private static readonly Dictionary<string, string> NoProfiles = [];

    [Test]
    public void A_modem_goes_on_where_the_one_before_has_ended()
    {
        var profile = ModemProfile.Load("sim-pin");
        var before = new ModemBench(profile);
        before.Advance(1000);
        EnterPin(before, "0000").AssertRefused(MbimStatus.Failure);
        before.Set(
            BasicConnect.ProvisionedContexts,
            new SetProvisionedContext { ContextId = 7, ContextType = ContextTypes.Mms, AccessString = "mms", UserName = "u", Password = "p" });
        var after = Restarted(before, profile);
        after.Advance(1000);
        Assert.Multiple(() =>
        {
            Assert.That(after.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(2));
            Assert.That(
                after.Query(BasicConnect.ProvisionedContexts).Success.ProvisionedContexts,
                Is.EqualTo(before.Query(BasicConnect.ProvisionedContexts).Success.ProvisionedContexts));
            Assert.That(after.Modem.TakeSnapshot(), Is.EqualTo(before.Modem.TakeSnapshot()));
        });
    }

    [Test]
    public void A_blocked_pin_a_new_one_and_an_ejected_sim_outlive_the_run()
    {
        var profile = ModemProfile.Load("sim-pin");
        var bench = new ModemBench(profile);
        bench.Advance(1000);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            EnterPin(bench, "0000");
        }

        bench = Restarted(bench, profile);
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.Pin).Success.PinType, Is.EqualTo(PinType.Puk1));
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Puk1, PinOperation = PinOperation.Enter, Pin = "12345678", NewPin = "4321" });
        bench = Restarted(bench, profile);
        bench.Advance(1000);
        Assert.That(EnterPin(bench, "4321").Status, Is.EqualTo(MbimStatus.Success));
        bench.Do(modem => modem.EjectSim());
        bench = Restarted(bench, profile);
        bench.Advance(1000);
        Assert.That(bench.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        bench.Do(modem => modem.InsertSim());
        bench.Advance(1000);
        Assert.That(EnterPin(bench, "4321").Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void Another_sim_and_its_activation_outlive_the_run()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.InsertSim(new SimProfile { SubscriberId = "001019999999999", ServiceActivated = false }));
        bench.Advance(1000);
        bench.SetAndWait(BasicConnect.ServiceActivation, default(SetServiceActivation));
        var after = Restarted(bench, new ModemProfile());
        after.Advance(1000);
        Assert.That(after.Modem.SubscriberReady.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(after.Modem.SubscriberReady.SubscriberId, Is.EqualTo("001019999999999"));
    }

    [Test]
    public void What_changes_it_is_told_and_nothing_else()
    {
        var bench = ModemBench.Ready(ModemProfile.Load("default"));
        var told = 0;
        bench.Modem.SnapshotChanged += () => told++;
        bench.Query(BasicConnect.Pin);
        bench.Do(modem => modem.SetSignal(3));
        bench.Do(modem => modem.LoseCoverage());
        Assert.That(told, Is.Zero);
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enable, Pin = "1234" });
        Assert.That(told, Is.EqualTo(1));
        bench.Set(BasicConnect.ProvisionedContexts, new SetProvisionedContext { ContextId = 7, ContextType = ContextTypes.Mms });
        Assert.That(told, Is.EqualTo(2));
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.InsertSim());
        Assert.That(told, Is.EqualTo(4));
    }

    [Test]
    public void Whatever_a_host_has_stored_is_read_as_it_was_written() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            var access = new string([.. (text ?? "").Where(c => !char.IsSurrogate(c)).Take(100)]) + "\u0085\u2028\0\ufeff\"'#&*";
            var context = new ProvisionedContextProfile { Id = uint.MaxValue, Type = "ims", AccessString = access.Length > 100 ? access[^100..] : access, Password = access };
            var snapshot = Snapshot(
                new SimSnapshot(new SimProfile { Condition = SimCondition.Bad }, Memory(new PinAttempts(0, 1), new PinAttempts(3, 0))), context);
            var modems = new Dictionary<string, ModemSnapshot> { ["modem: \"0\""] = snapshot };
            Assert.That(ModemSnapshots.Parse("s", ModemSnapshots.ToJson(modems), NoProfiles), Is.EqualTo(modems));
        }).QuickCheckThrowOnFailure();

    [Test]
    public void A_scenarios_position_is_read_as_it_was_written()
    {
        var stream = new RandomStream(7).Position;
        var position = new ScenarioPosition(
            "a: \"b\"\n", new string('f', 64), "state", TimeSpan.FromMilliseconds(1234567), 5, long.MaxValue / 2, [new RuleProgress("#1 'r'", false, 3, 2, stream, stream)]);
        var snapshot = Snapshot(new SimSnapshot(new SimProfile(), Memory(new PinAttempts(1, 1), new PinAttempts(1, 1))));
        snapshot = snapshot with { Parts = [.. snapshot.Parts, ScenarioPositionSection.Kept.Of(position)] };
        var modems = new Dictionary<string, ModemSnapshot> { ["m"] = snapshot };
        var text = ModemSnapshots.ToJson(modems);
        Assert.That(ModemSnapshots.Parse("s", text, NoProfiles), Is.EqualTo(modems));
        Refuses("\"elapsedMilliseconds\": 1234567", "\"elapsedMilliseconds\": 9223372036854775807", "scenario.elapsedMilliseconds: '9223372036854775807'");
        Refuses("\"occurrences\": 3", "\"occurrences\": -1", "scenario.rules[0].occurrences: '-1'");
        Refuses($"\"draws\": \"{stream}", $"\"draws\": \"{new string('0', 64)}", "expected 64 hexadecimal digits, not all 0");
        Refuses("\"state\": \"state\"", "\"stat\": \"state\"", "'state' is missing");

        void Refuses(string found, string instead, string message) => Assert.That(
            () => ModemSnapshots.Parse("s", text.Replace(found, instead, StringComparison.Ordinal), NoProfiles),
            Throws.TypeOf<ModemSnapshotException>().With.Message.Contains(message));
    }

    private static CardMemory Memory(PinAttempts pin1, PinAttempts pin2) => new()
    {
        Attempts = [pin1, pin2, new PinAttempts(2, 0), new PinAttempts(10, 0)],
        Contents = [new CardFileMemory("usim/6f07", [1, 2, 3])],
        Switched = ["usim/6f46"],
        SequenceNumbers = [.. Enumerable.Range(0, 32).Select(number => (ulong)number)],
    };

    [Test]
    public void Half_a_surrogate_pair_is_stored_as_the_replacement_character()
    {
        var context = new ProvisionedContextProfile { Id = 1, Type = "ims", AccessString = "a\ud800b" };
        var snapshot = Snapshot(new SimSnapshot(new SimProfile(), Memory(new PinAttempts(1, 1), new PinAttempts(1, 1))), context);
        var read = ModemSnapshots.Parse("s", ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = snapshot }), NoProfiles);
        Assert.That(read["m"].TryFind(ProvisionedContextsSection.Kept, out var provisioned), Is.True);
        Assert.That(provisioned[0].AccessString, Is.EqualTo("a\ufffdb"));
    }

    [Test]
    public void Names_that_differ_in_case_alone_come_in_one_order()
    {
        var snapshot = new ModemBench().Modem.TakeSnapshot();
        var (upper, lower) = (KeyValuePair.Create("M", snapshot), KeyValuePair.Create("m", snapshot));
        Assert.That(
            ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot>([lower, upper])),
            Is.EqualTo(ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot>([upper, lower]))));
    }

    [TestCase("", "s.json(1,1)", "YAML documents")]
    [TestCase("{", "s.json(", "not valid YAML")]
    [TestCase("[]", "s.json(1,1): state: a list", "keys with values")]
    [TestCase("{}", "s.json(1,1): state: 'schemaVersion' is missing")]
    [TestCase("{\n  \"schemaVersion\": 2, \"modems\": {} }", "s.json(2,20): schemaVersion: '2'", "1 to 1")]
    [TestCase("{\n  \"schemaVersion\": 1,\n  \"modem\": {} }", "'modems' is missing")]
    [TestCase("{ \"schemaVersion\": 1, \"modems\": { \"m\": { \"profle\": \"p\" } } }", "'profile' is missing")]
    [TestCase("{ \"schemaVersion\": 1, \"modems\": { \"m\": { \"profile\": \"other\" } } }", "s.json(1,5", "profile 'other'", "profile 'p'")]
    public void A_broken_or_foreign_text_is_refused_with_its_place(string text, params string[] expected)
    {
        var e = Assert.Throws<ModemSnapshotException>(() => ModemSnapshots.Parse("s.json", text, new Dictionary<string, string> { ["m"] = "p" }));
        Assert.That(expected, Is.All.Matches<string>(e!.Message.Contains), e.Message);
    }

    [TestCase("\"pin1AttemptsLeft\": 3", "\"pin1AttemptsLeft\": 4", "0 to 3")]
    [TestCase("\"pin1PukAttemptsLeft\": 10", "\"pin1PukAttemptsLeft\": -1", "0 to 10")]
    [TestCase("\"pin\": \"1234\"", "\"pin\": \"12\"", "4 to 8 digits")]
    [TestCase("\"condition\": \"present\"", "\"condition\": \"presnt\"", "Did you mean 'present'?")]
    [TestCase("\"type\": \"internet\"", "\"type\": \"intranet\"", "Did you mean 'internet'?")]
    [TestCase("\"iccId\"", "\"iccld\"", "unknown key 'iccld'")]
    public void A_value_that_cannot_be_is_refused_with_its_line(string right, string wrong, string expected)
    {
        var json = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = new ModemBench().Modem.TakeSnapshot() });
        Assert.That(json, Does.Contain(right));
        var line = json[..json.IndexOf(right, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
        var e = Assert.Throws<ModemSnapshotException>(() => ModemSnapshots.Parse("s.json", json.Replace(right, wrong, StringComparison.Ordinal), NoProfiles));
        Assert.That(e!.Message, Does.StartWith($"s.json({line},").And.Contain(expected));
    }

    private static ModemSnapshot Snapshot(SimSnapshot sim, params ProvisionedContextProfile[] contexts) =>
        new("p", [SimSection.Kept.Of(sim), ProvisionedContextsSection.Kept.Of([.. contexts])]);

    private static Reply<PinInfo> EnterPin(ModemBench bench, string pin) =>
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = pin });

    private static ModemBench Restarted(ModemBench bench, ModemProfile profile)
    {
        var text = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["m"] = bench.Modem.TakeSnapshot() });
        return new ModemBench(profile, snapshot: ModemSnapshots.Parse("s", text, NoProfiles)["m"]);
    }
}
