using MbimEmulator.DeviceServices;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.DeviceServices;
using MbimProtocol.Fields;
using MbimProtocol.Services;
using static MbimEmulator.Tests.Faults.FaultBench;
using static MbimProtocol.Services.MobileBroadbandCid;

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
