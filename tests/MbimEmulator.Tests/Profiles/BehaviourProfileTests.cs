using System.Text.Json;
using MbimEmulator.Profiles;
using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Profiles;

public sealed class BehaviourProfileTests
{
    private const string Start = "deviceServices: { services: [{ name: x, uuid: 00112233-4455-6677-8899-aabbccddeeff, cids: [1, 2],\n";

    [TestCase("echo", typeof(BehaviourProfile))]
    [TestCase("sink", typeof(BehaviourProfile))]
    [TestCase("source", typeof(SourceProfile))]
    [TestCase("modem-log", typeof(ModemLogProfile))]
    [TestCase("scripted", typeof(ScriptedProfile))]
    [TestCase("my-own", typeof(BehaviourProfile))]
    public void A_name_alone_has_the_defaults(string name, Type type)
    {
        var behaviour = Parse($"behaviour: {name}");
        Assert.That((behaviour.Name, behaviour.GetType()), Is.EqualTo((name, type)));
        Assert.That(behaviour, Is.EqualTo(type == typeof(BehaviourProfile) ? new BehaviourProfile { Name = name } : Activator.CreateInstance(type)));
    }

    [Test]
    public void Echo_is_the_default() => Assert.That(Parse("maxDssInstances: 1"), Is.EqualTo(new BehaviourProfile { Name = "echo" }));

    [Test]
    public void A_source_by_rate() =>
        Assert.That(
            Parse("behaviour: { name: source, size: 10, every: 1ms, pattern: 01 aB }"),
            Is.EqualTo(new SourceProfile { Size = 10, Every = TimeSpan.FromMilliseconds(1), Pattern = [1, 0xab] }));

    [Test]
    public void A_source_by_script() =>
        Assert.That(
            Parse("behaviour: { name: source, script: [{ at: 0s, bytes: 0102 }, { at: 1s, size: 5 }] }"),
            Is.EqualTo(new SourceProfile { Script = [new() { Bytes = [1, 2] }, new() { At = TimeSpan.FromSeconds(1), Size = 5 }] }));

    [Test]
    public void A_modem_log() =>
        Assert.That(
            Parse("behaviour: { name: modem-log, maxSegmentSize: 2, minFlushTime: 1s, recordsPerSecond: { prod: 0, labLow: 2, labMedium: 3, labVerbose: 4, oem: 5 } }"),
            Is.EqualTo(new ModemLogProfile
            {
                MaxSegmentSize = 2,
                MinFlushTime = TimeSpan.FromSeconds(1),
                RecordsPerSecond = new() { Prod = 0, LabLow = 2, LabMedium = 3, LabVerbose = 4, Oem = 5 },
            }));

    [Test]
    public void A_script() =>
        Assert.That(
            Parse(
                """
                behaviour: { name: scripted, unmatched: "0x80000002", answers: [
                  { cid: 1, operation: set, payload: "01 ?? *", delay: 5ms, bytes: "07", notify: [{ cid: 2, after: 1s, bytes: 08 }] },
                  { cid: 2, status: busy }] }
                """),
            Is.EqualTo(new ScriptedProfile
            {
                Unmatched = (MbimStatus)0x80000002,
                Answers =
                [
                    new()
                    {
                        Cid = 1,
                        Operation = MbimCommandType.Set,
                        Payload = BytePattern.Parse("01??*"),
                        Delay = TimeSpan.FromMilliseconds(5),
                        Bytes = [7],
                        Notify = [new() { Cid = 2, After = TimeSpan.FromSeconds(1), Bytes = [8] }],
                    },
                    new() { Cid = 2, Status = MbimStatus.Busy },
                ],
            }));

    [TestCase("behaviour: { name: sorce }", 2, 22, ".behaviour.name: 'sorce'; expected one of echo, sink, source, modem-log, scripted. Did you mean 'source'?")]
    [TestCase("behaviour: { size: 1 }", 2, 14, ".behaviour: 'name' is missing")]
    [TestCase("behaviour: { name: echo, size: 1 }", 2, 28, ".behaviour: unknown key 'size'; expected one of name")]
    [TestCase("behaviour: { name: source, evry: 1s }", 2, 30, "unknown key 'evry'; expected one of name, size, every, pattern, script. Did you mean 'every'?")]
    [TestCase("behaviour: { name: source, every: 0ms }", 2, 37, ".every: '0ms'; expected more than nothing")]
    [TestCase("behaviour: { name: source, pattern: 0 }", 2, 39, ".pattern: '0'; expected bytes in hexadecimal")]
    [TestCase("behaviour: { name: source, pattern: 0x01 }", 2, 39, "expected bytes in hexadecimal, such as 01 0a ff")]
    [TestCase("behaviour: { name: source, size: 1, script: [] }", 2, 36, "size or every next to a script; expected only one of them")]
    [TestCase("behaviour: { name: source, script: [{ size: 1 }] }", 2, 39, ".script[0]: 'at' is missing")]
    [TestCase("behaviour: { name: source, script: [{ at: 0s, size: 1, bytes: 01 }] }", 2, 65, "bytes next to a size; expected only one of them")]
    [TestCase("behaviour: { name: modem-log, maxSegmentSize: 61 }", 2, 49, "'61'; expected a number from 1 to 60")]
    [TestCase("behaviour: { name: modem-log, recordsPerSecond: { lablow: 1 } }", 2, 53, "unknown key 'lablow'; expected one of prod, labVerbose, labMedium, labLow, oem. Did you mean 'labLow'?")]
    [TestCase("behaviour: { name: scripted, answers: [{ bytes: 01 }] }", 2, 42, ".answers[0]: 'cid' is missing")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 3 }] }", 2, 49, ".answers[0].cid: 3; expected one of the service's cids [1, 2]")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, notify: [{ cid: 3 }] }] }", 2, 68, ".notify[0].cid: 3; expected one of the service's cids [1, 2]")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, operation: get }] }", 2, 63, "'get'; expected one of query, set")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, payload: '0' }] }", 2, 61, "'0'; expected bytes with wildcards, such as 01 ?? 0a *")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, status: bussy }] }", 2, 60, "Did you mean 'busy'?")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, status: '0x7fffffff' }] }", 2, 60, "'0x7fffffff'; expected a name such as busy, or 0x80000000 to 0xffffffff")]
    [TestCase("behaviour: { name: scripted, answers: [{ cid: 1, status: busy, bytes: 01 }] }", 2, 73, "bytes with a failure status; expected none")]
    [TestCase("behaviour: []", 2, 14, ".behaviour: a list; expected a text")]
    public void A_mistake_is_named_with_its_place_and_what_was_expected(string behaviour, int line, int column, string found)
    {
        var error = Assert.Throws<ModemProfileException>(() => Parse(behaviour))!;
        Assert.That(error.Message, Does.Contain(found));
        Assert.That((error.Line, error.Column), Is.EqualTo(((long)line, (long)column)), error.Message);
    }

    [Test]
    public void Two_services_of_one_name_are_refused() =>
        Assert.That(
            () => ProfileLoader.Parse(
                "mine.yaml",
                """
                deviceServices:
                  services:
                  - { name: x, uuid: 00112233-4455-6677-8899-aabbccddee01 }
                  - { name: x, uuid: 00112233-4455-6677-8899-aabbccddee02 }
                """),
            Throws.TypeOf<ModemProfileException>().With.Message.EqualTo("mine.yaml(4,13): deviceServices.services[1].name: 'x' twice; expected each name only once."));

    [Test]
    public void Json_shows_the_parameters_of_behaviours()
    {
        var json = JsonSerializer.Serialize(ModemProfile.Load("mbn-demo").DeviceServices.Services[1].Behaviour);
        Assert.That(json, Does.Contain("\"Name\":\"source\"").And.Contain("\"Size\":64"));
    }

    [Test]
    public void Mbn_demo_has_a_service_of_each_kind_and_small_limits()
    {
        var profile = ModemProfile.Load("mbn-demo");
        var services = profile.DeviceServices.Services;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(profile.MaxDssSessions, Is.EqualTo(4));
            Assert.That(services.Select(service => service.Behaviour.Name), Is.EqualTo(["echo", "source", "sink", "scripted", "modem-log"]));
            Assert.That(
                services.Select(service => (service.HostToDevice, service.DeviceToHost)),
                Is.EqualTo(new[] { (true, true), (false, true), (true, false), (false, false), (false, true) }));
            Assert.That(services.Select(service => service.MaxDssInstances), Is.EqualTo([2, 2, 1, 0, 1]));
        }
    }

    private static BehaviourProfile Parse(string behaviour) =>
        ProfileLoader.Parse("mine.yaml", Start + "  " + behaviour + "}] }").DeviceServices.Services[0].Behaviour;
}
