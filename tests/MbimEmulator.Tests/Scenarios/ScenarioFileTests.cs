using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Patterns;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Scenarios;

public class ScenarioFileTests
{
    [Test]
    public void A_file_is_read_into_the_scenario_that_code_would_make() => Assert.That(
        ScenarioLibrary.Parse(
            "dir/wrong.yaml",
            """
            schemaVersion: 1
            name: wrong-apn
            description: The network refuses the APN.
            profile: default
            seed: 42
            clock: virtual
            rules:
              - name: wrong apn
                on: { commandDone: CONNECT, operation: set, where: { NwError: 0 }, request: { AccessString: internet } }
                nth: 1
                do:
                  - delay: 2s
                  - answer: { status: failure, fields: { NwError: 27 } }
              - on: open
                do: drop
            timeline:
              - at: 10s
                every: 5s
                times: 3
                do: [{ set: lose-coverage }]
            """),
        Is.EqualTo(new Scenario
        {
            Name = "wrong-apn",
            Description = "The network refuses the APN.",
            Profile = new ModemProfile(),
            Seed = 42,
            Clock = ScenarioClock.Virtual,
            Rules =
            [
                new()
                {
                    Name = "wrong apn",
                    Trigger = new MessageTrigger(new MessagePattern
                    {
                        Type = MbimMessageType.CommandDone,
                        Service = BasicConnect.Id,
                        Cid = (uint)BasicConnectCid.Connect,
                        Operation = MbimCommandType.Set,
                        Fields = [new("NwError", FieldComparison.Equal, "0")],
                        Request = [new("AccessString", FieldComparison.Equal, "internet")],
                    }),
                    Nth = 1,
                    Actions =
                    [
                        new DelayAction(new DelayTime { Time = TimeSpan.FromSeconds(2) }, HoldsOthers: false),
                        new AnswerAction { Status = MbimStatus.Failure, Fields = new([new("NwError", new FieldValue.Scalar("27"))]) },
                    ],
                },
                new() { Name = "rule 2", Trigger = new MessageTrigger(new MessagePattern { Type = MbimMessageType.Open }), Actions = [new DropAction()] },
                new()
                {
                    Name = "timeline 1",
                    Trigger = new TimeTrigger(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(5)),
                    Times = 3,
                    Actions = [new SetAction(Changes.ModemChange.Of("lose-coverage"), TimeSpan.Zero)],
                },
            ],
        }));

    [TestCaseSource(typeof(ScenarioExamples), nameof(ScenarioExamples.All))]
    public void Every_trigger_and_action_is_read_into_its_data(string rule, object expected)
    {
        var read = ScenarioLibrary.Parse("x.yaml", ScenarioExamples.TextOf(rule)).Rules[0];
        Assert.That(expected is ScenarioRule ? (object)read : read.Actions[0], Is.EqualTo(expected));
    }

    [Test]
    public void The_examples_name_every_trigger_and_action()
    {
        var written = string.Join('\n', ScenarioExamples.All.Select(example => (string)example.Arguments[0]!));
        var names = TriggerKinds.All.Select(kind => kind.Name).Concat(ActionKinds.Names);
        Assert.That(names.Where(name => !Regex.IsMatch(written, $@"\b{name}\b")), Is.Empty);
    }

    [Test]
    public void The_conditions_of_a_rule_are_read() => Assert.That(
        ScenarioLibrary.Parse(
            "x.yaml",
            """
            schemaVersion: 1
            rules:
              - { name: a, on: open, every: 3, probability: 0.25, times: 4, from: 1s, until: 2m, setState: second, do: drop }
              - { name: b, on: open, nth: 2, whenState: second, do: [drop, { setState: third }] }
              - { name: c, on: open, whenState: third, do: drop }
            """).Rules,
        Is.EqualTo(new ScenarioRule[]
        {
            new()
            {
                Name = "a", Trigger = Open, Actions = [new DropAction()], Every = 3, Probability = 0.25, Times = 4, From = TimeSpan.FromSeconds(1), Until = TimeSpan.FromMinutes(2), SetState = "second",
            },
            new() { Name = "b", Trigger = Open, Actions = [new DropAction(), new SetStateAction("third", TimeSpan.Zero)], Nth = 2, WhenState = "second" },
            new() { Name = "c", Trigger = Open, Actions = [new DropAction()], WhenState = "third" },
        }));

    [Test]
    public void A_profile_is_a_name_or_a_file_beside_the_scenario_or_a_mapping()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "mine.yaml"), "extends: sim-pin\n");
            Assert.That(Read("no-sim"), Is.EqualTo(ModemProfile.Load("no-sim")));
            Assert.That(Read("mine.yaml"), Is.EqualTo(ModemProfile.Load("sim-pin") with { Name = "mine", Description = ModemProfile.Load("sim-pin").Description }));
            Assert.That(Read("{ extends: strict, maxDssSessions: 3 }"), Is.EqualTo(ModemProfile.Load("strict") with { Name = "s", MaxDssSessions = 3 }));

            File.WriteAllText(Path.Combine(folder.FullName, "mine.yaml"), "extends: sim-pim\n");
            Assert.That(() => Read("mine.yaml"), Throws.TypeOf<ScenarioException>().With.Message.Contains("s.yaml(2,10): profile: ").And.Message.Contains("mine.yaml(1,10): extends: 'sim-pim'"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        ModemProfile? Read(string profile) => ScenarioLibrary.Parse(Path.Combine(folder.FullName, "s.yaml"), $"schemaVersion: 1\nprofile: {profile}\n").Profile;
    }

    [Test]
    public void More_than_ten_thousand_rules_are_refused()
    {
        var rules = string.Concat(Enumerable.Repeat("- { on: open, do: drop }\n", 10_000));
        Assert.That(ScenarioLibrary.Parse("x.yaml", "schemaVersion: 1\nrules:\n" + rules).Rules, Has.Count.EqualTo(10_000));
        Assert.That(
            () => ScenarioLibrary.Parse("x.yaml", "schemaVersion: 1\nrules:\n" + rules + "- { on: open, do: drop }\n"),
            Throws.TypeOf<ScenarioException>().With.Message.Contains("at most 10000"));
    }

    [Test]
    public void Any_damage_to_a_scenario_is_told_as_a_mistake_in_it()
    {
        var texts = ScenarioExamples.All.Select(example => ScenarioExamples.TextOf((string)example.Arguments[0]!)).Concat(ScenarioLibrary.Names.Select(ScenarioLibrary.ReadText)).ToArray();
        const string Pieces = "{}[]:,-#&*!|>'\"%@`?~ \n\t0aé\0";
        Prop.ForAll<PositiveInt, NonEmptyArray<(PositiveInt Place, PositiveInt Edit)>>((which, edits) =>
        {
            var text = texts[which.Get % texts.Length];
            foreach (var (place, edit) in edits.Get)
            {
                var at = place.Get * 7919 % (text.Length + 1);
                var end = Math.Min(text.Length, at + (edit.Get % 5));
                text = (edit.Get % 3) switch
                {
                    0 => text[..at] + text[end..],
                    1 => text[..at] + Pieces[edit.Get % Pieces.Length] + text[at..],
                    _ => text[..at] + text[(place.Get * 31 % (at + 1))..],
                };
            }

            try
            {
                ScenarioLibrary.Parse("x.yaml", text);
            }
            catch (ScenarioException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static MessageTrigger Open => new(new MessagePattern { Type = MbimMessageType.Open });
}
