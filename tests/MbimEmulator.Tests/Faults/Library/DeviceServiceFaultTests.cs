using MbimEmulator.Links;
using MbimEmulator.NamedFaults;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.DeviceServices;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class DeviceServiceFaultTests
{
    private readonly ServiceBench _bench = new();

    [Test]
    public void A_call_is_refused_so_many_times()
    {
        Load("D01", ("times", "2"));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        Assert.That(
            Enumerable.Range(0, 3).Select(_ => application.Result(OpenDataSession, meter)),
            Is.EqualTo(new[] { HResult.TooManySessions, HResult.TooManySessions, HResult.Ok }));
        foreach (var (fault, result) in new[] { ("D12", HResult.Pending), ("D13", HResult.NotSupported) })
        {
            Load(fault);
            Assert.That(application.GetContext(_bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(result));
            Assert.That(application.GetContext(_bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(HResult.Ok));
        }
    }

    [Test]
    public void A_refusal_is_of_one_device_service_alone_when_it_is_named()
    {
        Load("D01", ("service", ServiceBench.Tap.ToString()), ("times", "0"));
        var application = _bench.Application();
        Assert.That(application.Result(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Meter)), Is.EqualTo(HResult.Ok));
        Assert.That(application.Result(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Tap)), Is.EqualTo(HResult.TooManySessions));
    }

    [Test]
    public void Access_is_revoked_after_a_few_calls()
    {
        Load("D02", ("service", ServiceBench.Meter.ToString()), ("calls", "2"));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        Assert.That(application.Result(OpenDataSession, meter), Is.EqualTo(HResult.Ok));
        Assert.That(application.Events(), Has.Some.EndsWith("S_OK"));
        Assert.That(application.Result(WriteData, meter, 1, 2), Is.EqualTo(HResult.Ok));
        Assert.That(application.Result(WriteData, meter, 1, 2), Is.EqualTo(HResult.AccessDenied));
        Assert.That(application.Result(CloseDataSession, meter), Is.EqualTo(HResult.AccessDenied));
    }

    [Test]
    public void A_completion_is_lost_doubled_or_fails()
    {
        var application = _bench.Application();
        var meter = application.WithData(_bench.Modem, ServiceBench.Meter);
        Load("D14");
        application.Accepted(WriteData, meter, 1, 2);
        Assert.That(application.Events(), Has.Some.StartsWith("WriteData").And.Some.EndsWith("E_MBN_FAILURE"));
        Load("D15", ("times", "0"));
        application.Accepted(WriteData, meter, 1, 2);
        Assert.That(application.Events(), Has.Length.EqualTo(1).And.All.StartsWith("WriteData"));
        Load("D06", ("method", "WriteData"));
        application.Accepted(WriteData, meter, 1, 2);
        Assert.That(application.Events().Count(line => line.StartsWith("WriteData", StringComparison.Ordinal)), Is.EqualTo(2));
        Load("D03");
        application.Accepted(CloseDataSession, meter);
        Assert.That(application.Events(), Has.None.StartsWith("CloseDataSession"));
        Assert.That(_bench.Streams(), Is.Empty);
        Load("D05", ("method", "OpenDataSession"));
        application.Accepted(OpenDataSession, meter);
        Assert.That(application.Events(), Has.None.StartsWith("OpenDataSession"));
        Assert.That(_bench.Streams(), Has.Length.EqualTo(1));
        var desk = application.WithCommands(_bench.Modem, ServiceBench.Commands);
        Load("D16");
        _bench.Indicate(1, 5);
        Assert.That(application.Events(), Is.Empty);
        _bench.Indicate(1, 5);
        Assert.That(application.Events(), Has.Some.StartsWith($"EventNotification {desk}").Or.Some.Contains("EventNotification"));
    }

    [Test]
    public void Data_come_after_the_close()
    {
        var application = _bench.Application();
        var meter = application.WithData(_bench.Modem, ServiceBench.Meter);
        Load("D04", ("delay", "5s"));
        application.Accepted(WriteData, meter, 1, 2);
        Assert.That(application.Events(), Has.None.StartsWith("ReadData"));
        _bench.Advance(5);
        Assert.That(application.Events(), Has.Some.StartsWith("ReadData"));
    }

    [Test]
    public void A_block_of_a_closed_stream_reaches_a_host_of_its_own()
    {
        Assert.That(FaultLibrary.TryFind("D04", out var fault));
        var bench = new FaultBench([.. fault!.ToRules()]);
        SetStream(bench, DssLinkState.Activate);
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
        Assert.That(writer.TryAdd(NtbStream.Dss(7), [1, 2, 3]));
        bench.Host.Link.Data.Send(Transfer.Copy(writer.Finish()));
        SetStream(bench, DssLinkState.Deactivate);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(2));
        Assert.That(bench.Host.Group.Modem.OpenDssSessions, Is.Empty);
        Assert.That(bench.Host.Link.Data.TryReceive(out _), Is.False);
        bench.Advance(1000);
        Assert.That(bench.Host.Link.Data.TryReceive(out var block), Is.True);
        block.Dispose();
    }

    [Test]
    public void A_completion_overtakes_its_return()
    {
        Load("D07", ("method", "OpenDataSession"));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        application.Heard();
        application.Accepted(OpenDataSession, meter);
        Assert.That(application.Heard()[0], Does.StartWith("OpenDataSession"));
    }

    [Test]
    public void A_completion_comes_late()
    {
        Load("D08", ("delay", "7s"));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        application.Accepted(OpenDataSession, meter);
        _bench.Advance(6.9);
        Assert.That(application.Events(), Is.Empty);
        _bench.Advance(0.1);
        Assert.That(application.Events(), Has.Length.EqualTo(1));
    }

    [Test]
    public void The_device_refuses_or_forgets_a_stream()
    {
        Load("D09");
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        application.Accepted(OpenDataSession, meter);
        Assert.That(application.Events().Single(), Does.StartWith("OpenDataSession").And.Not.EndsWith("S_OK"));
        Assert.That(_bench.Streams(), Is.Empty, "the modem knows as little of it");
        Load("D10");
        application.Accepted(OpenDataSession, meter);
        _bench.Advance(10);
        Assert.That(application.Events(), Is.Empty);
        _bench.Advance(600);
        Assert.That(application.Events().Single(), Does.StartWith("OpenDataSession").And.Not.EndsWith("S_OK"));
    }

    [Test]
    public void The_modem_is_pulled_out_while_a_session_opens()
    {
        Load("D11");
        var application = _bench.Application();
        application.Accepted(OpenDataSession, application.Service(_bench.Modem, ServiceBench.Meter));
        var events = application.Events();
        Assert.That(events[0], Does.StartWith("OpenDataSession").And.Not.EndsWith("S_OK"));
        Assert.That(events, Has.Some.StartsWith("InterfaceStateChange"));
    }

    [Test]
    public void The_service_goes_away()
    {
        Load("D17", ("method", "OpenDataSession"));
        var application = _bench.Application();
        var meter = application.Service(_bench.Modem, ServiceBench.Meter);
        Assert.That(application.Link.CloseReason, Is.Null);
        application.Send(w => MbimMessageWriter.WriteCommand(
            w, 99, MobileBroadband.Id, (uint)OpenDataSession, MbimCommandType.Set, TestApplication.U32(meter)));
        Assert.That(application.Link.CloseReason, Does.Contain("D17"));
        Assert.That(_bench.Streams(), Is.Empty);
    }

    private static void SetStream(FaultBench bench, DssLinkState state) => bench.Host.Send(w => MbimMessageWriter.WriteCommand(
        w, 20 + (uint)state, Dss.Id, Dss.Connect.Number, MbimCommandType.Set,
        new SetDssConnect { DeviceServiceId = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"), DssSessionId = 7, DssLinkState = state }, MbimExVersion.V1));

    private void Load(string fault, params (string Name, string Value)[] given)
    {
        Assert.That(FaultLibrary.TryFind(fault, out var definition));
        var rules = definition!.ToRules(given.ToDictionary(pair => pair.Name, pair => pair.Value));
        _bench.Invoke(() => _bench.Modem.Faults.Load(new Scenario { Rules = rules.ToMbimArray() }));
    }
}
