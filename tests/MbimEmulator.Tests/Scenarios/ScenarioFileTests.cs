using MbimEmulator.Modem;
using MbimEmulator.Scenarios;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Tests.Scenarios;

public class ScenarioFileTests
{
    [Test]
    public void A_file_is_read_into_the_scenario_that_code_would_make() => Assert.That(
        Scenario.Parse(
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
}
