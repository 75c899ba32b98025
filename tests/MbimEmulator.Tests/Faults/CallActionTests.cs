using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.DeviceServices;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimEmulator.Tests.Faults.FaultBench;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.Faults;

public sealed class CallActionTests
{
    private static readonly CallTrigger Opening = new() { Method = OpenDataSession };
    private static readonly CallTrigger Completion = new() { Phase = CallPhase.Completion, Method = OpenDataSession };

    private readonly ServiceBench _bench = new();

    [Test]
    public void A_call_is_refused_and_the_service_does_not_see_it()
    {
        Load(Rule(Opening, new RefuseCallAction(HResult.AccessDenied)) with { Times = 1 });
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(HResult.AccessDenied));
        Assert.That(_bench.Streams(), Is.Empty);
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(HResult.Ok));
    }

    [Test]
    public void A_call_is_meant_by_caller_and_device_service()
    {
        Load(
            Rule(Opening with { DeviceService = ServiceBench.Tap }, new RefuseCallAction(HResult.TooManySessions)),
            Rule(Opening with { Caller = "other" }, new RefuseCallAction(HResult.AccessDenied)));
        var application = _bench.Application();
        var other = _bench.Application(new CallerIdentity { User = "other", IsOwner = true });
        Assert.Multiple(() =>
        {
            Assert.That(application.Result(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Meter)), Is.EqualTo(HResult.Ok));
            Assert.That(application.Result(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Tap)), Is.EqualTo(HResult.TooManySessions));
            Assert.That(other.Result(OpenDataSession, other.Service(_bench.Modem, ServiceBench.Meter)), Is.EqualTo(HResult.AccessDenied));
        });
    }

    [Test]
    public void A_call_with_bytes_behind_its_buffer_is_meant_too()
    {
        Load(Rule(Opening, new RefuseCallAction(HResult.AccessDenied)));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        application.Heard();
        application.Send(Convert.FromHexString(
            "03000000" + "3c000000" + "07000000" + "0100000000000000" + "2af4d451c76a4b39895f53bac3397d13" + "0e000000" + "01000000" + "04000000" + $"0{meter}000000" + "0000000000000000"));
        Assert.That(application.Heard(), Is.EqualTo(new[] { $"return OpenDataSession {HResults.SymbolOf(HResult.AccessDenied)}" }));
    }

    [Test]
    public void A_message_that_a_rule_has_held_back_is_in_the_journal_when_it_leaves()
    {
        var journal = new MessageJournal();
        var bench = new ServiceBench(journal: journal);
        bench.Invoke(() => bench.Modem.Faults.Load(ScenarioLibrary.Parse("x.yaml", "schemaVersion: 1\nrules: [ { on: { completion: OpenDataSession }, do: { delay: 1s } } ]\n")));
        var application = bench.Application();
        application.Accepted(OpenDataSession, application.Service(bench.Modem, ServiceBench.Meter));
        Assert.That(Completions(), Is.Zero);
        bench.Advance(1);
        Assert.That(Completions(), Is.EqualTo(1));

        int Completions() => journal.Read().Count(entry => entry.Host == "application 1" && MessageHeader.Read(entry.Bytes.Span).Type == MbimMessageType.IndicateStatus);
    }

    [TestCase("S_OK", 1)]
    [TestCase("ERROR_TOO_MANY_SESS", 2)]
    [TestCase("E_INVALIDARG", 3)]
    [TestCase("ERROR_NOT_SUPPORTED", 4)]
    [TestCase("E_PENDING", 0)]
    public void A_return_is_meant_by_its_HRESULT(string result, int which)
    {
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        _bench.Invoke(() => _bench.Modem.Faults.Load(ScenarioLibrary.Parse("x.yaml", $"schemaVersion: 1\nrules: [ {{ on: {{ return: '*', result: {result} }}, do: drop }} ]\n")));
        application.Heard();
        Send(1, OpenDataSession, TestApplication.U32(meter));
        Send(2, OpenDataSession, TestApplication.U32(meter));
        Send(3, OpenDataSession, []);
        Send(4, (MobileBroadbandCid)99, []);
        var returned = application.Heard().Where(line => line.StartsWith("return", StringComparison.Ordinal)).ToArray();
        string[] all = ["return OpenDataSession S_OK 01000000", "return OpenDataSession ERROR_TOO_MANY_SESS", "return OpenDataSession InvalidParameters", "return 99 NoDeviceSupport"];
        Assert.That(returned, Is.EqualTo(all.Where((_, index) => index + 1 != which)));

        void Send(uint id, MobileBroadbandCid method, byte[] buffer) => application.Send(
            w => MbimMessageWriter.WriteCommand(w, id, MobileBroadband.Id, (uint)method, MbimCommandType.Set, buffer));
    }

    [Test]
    public void A_completion_is_lost_doubled_or_another()
    {
        Load(Rule(Completion, new DropAction()));
        Assert.That(Open(), Is.Empty);
        Load(Rule(Completion, new DuplicateAction(1, TimeSpan.Zero)));
        Assert.That(Open(), Has.Length.EqualTo(2).And.All.EndsWith("S_OK"));
        Load(Rule(Completion, new ChangeAction(new FieldValue.Map([new("Status", new FieldValue.Scalar("0x80548200"))]))));
        Assert.That(Open().Single(), Does.Not.EndWith("S_OK"));
    }

    [Test]
    public void A_completion_comes_before_its_return()
    {
        Load(Rule(Opening with { Phase = CallPhase.Return }, new CompleteFirstAction()));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        application.Heard();
        var id = application.Accepted(OpenDataSession, meter);
        var heard = application.Heard();
        Assert.That(heard, Has.Length.EqualTo(2));
        Assert.That(heard[0], Is.EqualTo($"OpenDataSession {meter} #{id} S_OK"));
        Assert.That(heard[1], Does.StartWith("return"));
    }

    [Test]
    public void A_client_is_hung_up_and_its_sessions_end()
    {
        Load(Rule(Opening with { Phase = CallPhase.Completion }, new HangUpAction(SendsFirst: false)));
        Assert.That(Open(), Is.Empty);
    }

    private void Load(params ScenarioRule[] rules) => _bench.Invoke(() => _bench.Modem.Faults.Load(new Scenario { Rules = [.. rules] }));

    private string[] Open()
    {
        var application = _bench.Application();
        application.Accepted(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Meter));
        var events = application.Events();
        application.Leave();
        return events;
    }
}
