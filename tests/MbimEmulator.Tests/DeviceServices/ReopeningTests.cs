using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.ScenarioFiles;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

/// <summary>A function that closes by itself, which the shared host finds out by FUNCTION_ERROR NOT_OPENED.</summary>
public class ReopeningTests
{
    private static readonly byte[] Cid1 = TestApplication.U32(1);

    private readonly ServiceBench _bench = new();

    [Test]
    public void While_the_function_is_opened_again_calls_return_ERROR_NOT_READY()
    {
        var application = _bench.Application();
        var desk = application.WithCommands(_bench.Modem, ServiceBench.Commands);
        var tap = application.Service(_bench.Modem, ServiceBench.Tap);
        var context = application.Context(_bench.Modem);
        CloseTheFunction();
        application.Heard();
        var found = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"QueryCommand {desk} #{found} E_MBN_FAILURE 0" }));

        var calls = new[] { QuerySupportedCommands, OpenCommandSession, CloseCommandSession, SetCommand, QueryCommand, OpenDataSession, CloseDataSession, WriteData };
        Assert.That(calls.Select(call => HResults.SymbolOf(application.Result(call, call is SetCommand or QueryCommand ? desk : tap, Cid1))), Is.All.EqualTo("ERROR_NOT_READY"));
        Assert.That(HResults.SymbolOf(application.Result(EnumerateDeviceServices, context)), Is.EqualTo("ERROR_NOT_READY"));
        Assert.That(application.GetContext(_bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(HResult.Ok), "it is there");
        Assert.That(application.Link.CloseReason, Is.Null);
        application.Heard();

        OpenTheFunction();
        Assert.That(application.Heard(), Is.EqualTo(new[] { "SessionsStateChange 0" }));
        application.Accepted(OpenDataSession, tap);
        Assert.That(_bench.Streams(), Is.EqualTo(new[] { ServiceBench.Tap }));
    }

    [Test]
    public void What_was_open_is_open_again_and_what_was_opening_or_under_way_has_failed()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(2));
        var application = bench.Application();
        var meter = application.Service(bench.Modem, ServiceBench.Meter);
        var tap = application.Service(bench.Modem, ServiceBench.Tap);
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        application.Accepted(OpenDataSession, meter);
        bench.Advance(2);
        application.Heard();
        var opening = application.Accepted(OpenDataSession, tap);
        CloseTheFunction(bench);
        var query = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(application.Events(), Is.EquivalentTo(new[] { $"OpenDataSession {tap} #{opening} E_MBN_FAILURE", $"QueryCommand {desk} #{query} E_MBN_FAILURE 0" }));
        OpenTheFunction(bench);
        Assert.That(application.Events(), Is.EqualTo(new[] { "SessionsStateChange 0" }));
        Assert.That(application.Value(IsDataSessionOpen, meter), Is.EqualTo(1u));
        Assert.That(application.Value(IsDataSessionOpen, tap), Is.Zero);
        Assert.That(bench.Streams(), Is.EqualTo(new[] { ServiceBench.Meter }));
        bench.Desk.Answer = transaction => transaction.Complete([1]);
        application.Accepted(QueryCommand, desk, Cid1);
        bench.Indicate(1, 4);
        application.Accepted(WriteData, meter, 7);
        Assert.That(application.Events().Select(line => line.Split(' ')[0]), Is.EquivalentTo(new[] { "QueryCommand", "EventNotification", "WriteData", "ReadData" }));
    }

    [Test]
    public void Sessions_of_a_client_that_vanishes_meanwhile_are_closed_all_the_same([Values("vanishes", "closes")] string how, [Values] bool isReset)
    {
        var bench = new ServiceBench(change: profile => profile with { MaxDssSessions = 1 });
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.WithData(bench.Modem, ServiceBench.Meter);
        var desk = leaving.WithCommands(bench.Modem, ServiceBench.Commands);
        var connects = 0;
        bench.Modem.TransferObserved += (in transfer) =>
            connects += transfer.Direction == TransferDirection.ToFunction && transfer.Bytes.Length > 36 && new Guid(transfer.Bytes.Slice(20, 16), bigEndian: true) == Dss.Id ? 1 : 0;
        CloseTheFunction(bench);
        if (isReset)
        {
            Assert.That(bench.Modem.ResetAsync().Wait(TimeSpan.FromSeconds(30)));
        }
        else
        {
            leaving.Accepted(QueryCommand, desk, Cid1);
        }

        if (how == "vanishes")
        {
            leaving.Leave();
        }
        else
        {
            leaving.Send(w => MbimMessageWriter.WriteClose(w, 99));
            Assert.That(leaving.Heard(), Does.Contain("CloseDone 99 Success"));
        }

        OpenTheFunction(bench);
        Assert.That(bench.Streams(), Is.Empty);
        Assert.That(connects, Is.Zero, "what nobody wants is not opened again");
        Assert.That(staying.Heard(), Is.EqualTo(new[] { "SessionsStateChange 0" }));
        staying.WithData(bench.Modem, ServiceBench.Tap);
        Assert.That(bench.Streams(), Is.EqualTo(new[] { ServiceBench.Tap }));
    }

    [Test]
    public void Once_the_last_client_has_vanished_meanwhile_another_host_gets_the_modem()
    {
        var application = _bench.Application();
        application.WithData(_bench.Modem, ServiceBench.Meter);
        var desk = application.WithCommands(_bench.Modem, ServiceBench.Commands);
        CloseTheFunction();
        application.Accepted(QueryCommand, desk, Cid1);
        application.Leave();
        var link = _bench.Modem.CreateLink(new ModemLinkOptions { Name = "another host" });
        Assert.That(Function.TestHost.Wait(link.AttachAsync()));
        link.Detach("gone");
        OpenTheFunction();
        Assert.That(_bench.Streams(), Is.Empty);
    }

    [Test]
    public void A_function_that_does_not_open_again_is_a_removal()
    {
        var application = _bench.Application();
        var desk = application.WithCommands(_bench.Modem, ServiceBench.Commands);
        CloseTheFunction();
        application.Accepted(QueryCommand, desk, Cid1);
        application.Heard();
        _bench.Advance(60);
        Assert.That(application.Events(), Is.EqualTo(new[] { "InterfaceStateChange 1" }));
        Assert.That(application.Result(QueryCommand, desk, Cid1), Is.EqualTo(HResult.NotFound));
        application.Heard();
        OpenTheFunction();
        Assert.That(application.Events(), Is.EqualTo(new[] { "InterfaceStateChange 0" }));
        Assert.That(application.Result(OpenCommandSession, desk), Is.EqualTo(HResult.Ok));
    }

    [Test]
    public void A_function_that_closes_while_a_reset_modem_is_asked_for_its_services_loses_no_session()
    {
        var application = _bench.Application();
        var meter = application.WithData(_bench.Modem, ServiceBench.Meter);
        Load("{ name: refuse, on: { command: DEVICE_SERVICES }, times: 1, do: { functionError: notOpened } }");
        Assert.That(_bench.Modem.ResetAsync().Wait(TimeSpan.FromSeconds(30)));
        _bench.Advance(60);
        Assert.That(application.Events(), Is.EqualTo(new[] { "SessionsStateChange 0" }));
        Assert.That(application.Value(IsDataSessionOpen, meter), Is.EqualTo(1u));
        Assert.That(_bench.Streams(), Is.EqualTo(new[] { ServiceBench.Meter }));
    }

    [Test]
    public void A_modem_that_resets_while_its_function_is_opened_again_is_reset()
    {
        var application = _bench.Application();
        var meter = application.WithData(_bench.Modem, ServiceBench.Meter);
        var desk = application.WithCommands(_bench.Modem, ServiceBench.Commands);
        CloseTheFunction();
        application.Accepted(QueryCommand, desk, Cid1);
        application.Heard();
        Assert.That(_bench.Modem.ResetAsync().Wait(TimeSpan.FromSeconds(30)));
        OpenTheFunction();
        Assert.That(application.Events(), Is.EqualTo(new[] { "SessionsStateChange 0" }));
        Assert.That(application.Value(IsDataSessionOpen, meter), Is.EqualTo(1u));
    }

    private void CloseTheFunction() => CloseTheFunction(_bench);

    // Behind the host's back; it does not answer OPEN until OpenTheFunction.
    private static void CloseTheFunction(ServiceBench bench) => bench.Invoke(() =>
    {
        bench.Modem.Faults.Load(ScenarioLibrary.Parse("silent.yaml", "schemaVersion: 1\nrules: [ { on: open, do: drop } ]\n"));
        var nobody = bench.Modem.CreateLink(new ModemLinkOptions { Name = "nobody" });
        bench.Modem.Function.Receive(nobody, Convert.FromHexString("020000000c00000063000000"));
    });

    private void OpenTheFunction() => OpenTheFunction(_bench);

    private static void OpenTheFunction(ServiceBench bench)
    {
        bench.Invoke(bench.Modem.Faults.Clear);
        bench.Advance(60);
    }

    private void Load(string rule) => _bench.Invoke(() => _bench.Modem.Faults.Load(ScenarioLibrary.Parse("x.yaml", $"schemaVersion: 1\nrules: [ {rule} ]\n")));
}
