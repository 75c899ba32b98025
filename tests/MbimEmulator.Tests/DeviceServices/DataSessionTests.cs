using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class DataSessionTests
{
    private static readonly Guid Meter = ServiceBench.Meter;
    private static readonly Guid Tap = ServiceBench.Tap;

    private static readonly Scenario RefuseToClose = ScenarioLibrary.Parse(
        "refuse.yaml", "schemaVersion: 1\nrules: [ { on: { command: DSS.CONNECT, where: { DssLinkState: Deactivate } }, times: 3, do: { answer: { status: failure } } } ]\n");

    [TestCaseSource(typeof(DeviceServicesDocument), nameof(DeviceServicesDocument.DataSessionCells))]
    public void A_call_returns_in_each_state_what_the_document_says(string call, string state, string expected)
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        var application = bench.Application();
        var meter = application.Service(bench.Modem, Meter);
        if (state != "Closed")
        {
            application.Accepted(OpenDataSession, meter);
        }

        if (state is "Open" or "Closing")
        {
            bench.Advance(5);
        }

        if (state == "Closing")
        {
            application.Accepted(CloseDataSession, meter);
        }

        Assert.That(Do(application, call, meter), Is.EqualTo(expected));
    }

    [Test]
    public void A_session_opens_by_exactly_these_bytes()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.Service(bench.Modem, Meter);
        application.Heard();
        application.Send(Convert.FromHexString("03000000" + "34000000" + "07000000" + "0100000000000000" + "2af4d451c76a4b39895f53bac3397d13" + "0e000000" + "01000000" + "04000000" + "02000000"));
        Assert.That(meter, Is.EqualTo(2u));
        Assert.That(Function.TestHost.TryReceive(application.Link), Is.EqualTo(Convert.FromHexString(
            "03000080" + "34000000" + "07000000" + "0100000000000000" + "2af4d451c76a4b39895f53bac3397d13" + "0e000000" + "00000000" + "04000000" + "01000000")));
        Assert.That(Function.TestHost.TryReceive(application.Link), Is.EqualTo(Convert.FromHexString(
            "07000080" + "38000000" + "00000000" + "0100000000000000" + "2af4d451c76a4b39895f53bac3397d13" + "0e000000" + "0c000000" + "02000000" + "01000000" + "00000000")));
    }

    [Test]
    public void The_completion_comes_when_the_modem_has_opened_the_stream()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        var application = bench.Application();
        var meter = application.Service(bench.Modem, Meter);
        var id = application.Accepted(OpenDataSession, meter);
        bench.Advance(4.9);
        Assert.That(application.Events(), Is.Empty);
        bench.Advance(0.1);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"OpenDataSession {meter} #{id} S_OK" }));
        Assert.That(bench.Streams(), Is.EqualTo(new[] { Meter }));
    }

    [Test]
    public void What_is_written_reaches_the_service_and_what_it_says_is_read()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        var id = application.Accepted(WriteData, meter, 1, 2, 3);
        Assert.That(application.Events(), Is.EquivalentTo(new[] { $"WriteData {meter} #{id} S_OK", $"ReadData {meter} 010203" }));
    }

    [Test]
    public void After_closing_nothing_is_read_and_the_place_is_free()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        var id = application.Accepted(CloseDataSession, meter);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"CloseDataSession {meter} #{id} S_OK" }));
        Assert.That(bench.Streams(), Is.Empty);
        Assert.That(application.Result(WriteData, meter, 1), Is.EqualTo(HResult.OpenFailed));
        application.WithData(bench.Modem, Meter);
    }

    [TestCase(SizeLimit.Inclusive, 0, "S_OK")]
    [TestCase(SizeLimit.Inclusive, 1, "ERROR_BUFFER_OVERFLOW")]
    [TestCase(SizeLimit.Exclusive, 0, "ERROR_BUFFER_OVERFLOW")]
    [TestCase(SizeLimit.Exclusive, -1, "S_OK")]
    public void WriteData_takes_up_to_MaxDataSize(SizeLimit limit, int above, string expected)
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { MaxDataSize = limit });
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        var size = (int)application.Value(MaxDataSize, application.Context(bench.Modem)) + above;
        application.Heard();
        Assert.That(HResults.SymbolOf(application.Result(WriteData, meter, new byte[size])), Is.EqualTo(expected));
        var events = application.Events();
        Assert.That(events, Has.Length.EqualTo(expected == "S_OK" ? 2 : 0));
        Assert.That(events.Where(line => line.StartsWith("ReadData", StringComparison.Ordinal)).All(line => line.EndsWith(new string('0', size * 2), StringComparison.Ordinal)));
    }

    [Test]
    public void Services_without_the_direction_or_without_streams_return_ERROR_NOT_SUPPORTED()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        Assert.That(application.Result(WriteData, application.WithData(bench.Modem, Tap), 1), Is.EqualTo(HResult.NotSupported));
        Assert.That(application.Result(OpenDataSession, application.Service(bench.Modem, ServiceBench.Commands)), Is.EqualTo(HResult.NotSupported));
    }

    [Test]
    public void A_service_has_so_many_places_and_the_modem_too_counting_those_under_way()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        TestApplication[] applications = [.. Enumerable.Range(0, 5).Select(_ => bench.Application())];
        applications[0].Accepted(OpenDataSession, applications[0].Service(bench.Modem, Meter));
        bench.Advance(5);
        applications[1].Accepted(OpenDataSession, applications[1].Service(bench.Modem, Meter));
        Assert.That(applications[2].Result(OpenDataSession, applications[2].Service(bench.Modem, Meter)), Is.EqualTo(HResult.TooManySessions), "two of two, one opening");
        applications[3].Accepted(OpenDataSession, applications[3].Service(bench.Modem, Tap));
        Assert.That(applications[4].Result(OpenDataSession, applications[4].Service(bench.Modem, Tap)), Is.EqualTo(HResult.TooManySessions), "three of three on the modem");
        bench.Advance(5);
        var closing = applications[0].Service(bench.Modem, Meter);
        applications[0].Accepted(CloseDataSession, closing);
        Assert.That(applications[2].Result(OpenDataSession, applications[2].Service(bench.Modem, Meter)), Is.EqualTo(HResult.TooManySessions), "closing");
        bench.Advance(5);
        applications[2].Accepted(OpenDataSession, applications[2].Service(bench.Modem, Meter));
    }

    [Test]
    public void A_closing_session_still_takes_a_place_of_its_service()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5), change: profile => profile with { MaxDssSessions = 8 });
        TestApplication[] applications = [.. Enumerable.Range(0, 3).Select(_ => bench.Application())];
        uint[] meters = [.. applications.Select(application => application.Service(bench.Modem, Meter))];
        applications[0].Accepted(OpenDataSession, meters[0]);
        applications[1].Accepted(OpenDataSession, meters[1]);
        bench.Advance(5);
        applications[0].Accepted(CloseDataSession, meters[0]);
        Assert.That(applications[2].Result(OpenDataSession, meters[2]), Is.EqualTo(HResult.TooManySessions));
        bench.Advance(5);
        applications[2].Accepted(OpenDataSession, meters[2]);
    }

    [Test]
    public void Of_two_clients_that_race_for_the_last_place_exactly_one_gets_it([Values] bool firstWins)
    {
        var bench = new ServiceBench(change: profile => profile with { MaxDssSessions = 1 });
        TestApplication[] racers = [bench.Application(), bench.Application()];
        uint[] handles = [.. racers.Select(racer => racer.Service(bench.Modem, Meter))];
        int[] order = firstWins ? [0, 1] : [1, 0];
        HResult[] results = [.. order.Select(index => racers[index].Result(OpenDataSession, handles[index]))];
        Assert.That(results, Is.EqualTo(new[] { HResult.Ok, HResult.TooManySessions }));
        Assert.That(racers[order[0]].Events(), Is.EqualTo(new[] { $"OpenDataSession {handles[order[0]]} #1 S_OK" }));
        Assert.That(racers[order[1]].Events(), Is.Empty);
    }

    [Test]
    public void The_modem_may_be_the_one_that_counts()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { InstanceLimit = InstanceLimit.Completion }, change: profile => profile with { MaxDssSessions = 1 });
        bench.Application().WithData(bench.Modem, Meter);
        var late = bench.Application();
        var meter = late.Service(bench.Modem, Meter);
        var id = late.Accepted(OpenDataSession, meter);
        Assert.That(late.Events(), Is.EqualTo(new[] { $"OpenDataSession {meter} #{id} E_MBN_FAILURE" }));
        Assert.That(late.Value(IsDataSessionOpen, meter), Is.Zero);
        Assert.That(late.Result(CloseDataSession, meter), Is.EqualTo(HResult.OpenFailed));
    }

    [Test]
    public void A_second_open_may_be_accepted_and_takes_no_place()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { SecondOpenDataSession = CornerCase.Accepted });
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        var id = application.Accepted(OpenDataSession, meter);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"OpenDataSession {meter} #{id} S_OK" }));
        Assert.That(bench.Streams(), Has.Length.EqualTo(1));
    }

    [Test]
    public void Closing_what_is_closed_may_be_accepted()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { CloseDataSessionWhenClosed = CornerCase.Accepted });
        var application = bench.Application();
        var meter = application.Service(bench.Modem, Meter);
        var id = application.Accepted(CloseDataSession, meter);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"CloseDataSession {meter} #{id} S_OK" }));
    }

    [TestCase(SessionScope.Client, 1u, 0u)]
    [TestCase(SessionScope.Object, 0u, 0u)]
    [TestCase(SessionScope.Service, 1u, 1u)]
    public void The_scope_says_who_finds_a_session_open(SessionScope scope, uint ofSameClient, uint ofOtherClient)
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { SessionScope = scope });
        var (first, second) = (bench.Application(), bench.Application());
        first.WithData(bench.Modem, Meter);
        Assert.That(first.Value(IsDataSessionOpen, first.Service(bench.Modem, Meter)), Is.EqualTo(ofSameClient));
        Assert.That(second.Value(IsDataSessionOpen, second.Service(bench.Modem, Meter)), Is.EqualTo(ofOtherClient));
    }

    [Test]
    public void Events_carry_the_handle_that_the_session_was_opened_through()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var opener = application.WithData(bench.Modem, Meter);
        var other = application.Service(bench.Modem, Meter);
        application.Heard();
        var id = application.Accepted(WriteData, other, 7);
        Assert.That(application.Events(), Is.EquivalentTo(new[] { $"WriteData {other} #{id} S_OK", $"ReadData {opener} 07" }));
    }

    [Test]
    public void Each_client_reads_its_own_stream_alone()
    {
        var bench = new ServiceBench();
        var (first, second) = (bench.Application(), bench.Application());
        var mine = first.WithData(bench.Modem, Meter);
        second.WithData(bench.Modem, Meter);
        first.Accepted(WriteData, mine, 9);
        Assert.That(first.Events(), Has.Length.EqualTo(2));
        Assert.That(second.Events(), Is.Empty);
    }

    [TestCase("vanishes")]
    [TestCase("closes")]
    public void A_client_that_goes_leaves_nothing_open(string how)
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5), change: profile => profile with { MaxDssSessions = 2 });
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.Accepted(OpenDataSession, leaving.Service(bench.Modem, Meter));
        bench.Advance(5);
        leaving.Accepted(OpenDataSession, leaving.Service(bench.Modem, Tap));
        leaving.Heard();
        if (how == "vanishes")
        {
            leaving.Leave();
        }
        else
        {
            leaving.Send(w => MbimMessageWriter.WriteClose(w, 99));
            Assert.That(leaving.Heard(), Is.EqualTo(new[] { "CloseDone 99 Success" }));
        }

        var tap = staying.Service(bench.Modem, Tap);
        Assert.That(staying.Result(OpenDataSession, tap), Is.EqualTo(HResult.TooManySessions), "the modem has confirmed nothing yet");
        bench.Advance(5);
        Assert.That(bench.Streams(), Is.EqualTo(new[] { Tap }).Or.Empty, "the open one is closed, the opening one has just opened or closes");
        staying.Accepted(OpenDataSession, tap);
        bench.Advance(5);
        Assert.That(bench.Streams(), Is.EqualTo(new[] { Tap }), "the staying client's");
        Assert.That(leaving.Heard(), Is.Empty);
        bench.Advance(5);
        Assert.That(bench.Streams(), Is.EqualTo(new[] { Tap }));
    }

    [Test]
    public void A_session_that_a_client_left_and_the_modem_refuses_to_close_takes_no_place_of_anybody_else()
    {
        var bench = new ServiceBench(change: profile => profile with { MaxDssSessions = 1 });
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.WithData(bench.Modem, Meter);
        bench.Invoke(() => bench.Modem.Faults.Load(RefuseToClose));
        leaving.Leave();
        Assert.That(bench.Streams(), Is.EqualTo(new[] { Meter }), "refused");
        Assert.That(staying.Result(OpenDataSession, staying.Service(bench.Modem, Tap)), Is.EqualTo(HResult.Ok));
        staying.Leave();
        var link = bench.Modem.CreateLink(new MbimEmulator.Links.ModemLinkOptions { Name = "another host" });
        Assert.That(Function.TestHost.Wait(link.AttachAsync()), "nothing keeps the modem");
    }

    [Test]
    public void A_session_that_the_modem_refuses_to_close_stays_open_for_its_client()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        bench.Invoke(() => bench.Modem.Faults.Load(RefuseToClose));
        var id = application.Accepted(CloseDataSession, meter);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"CloseDataSession {meter} #{id} E_MBN_FAILURE" }));
        Assert.That(application.Value(IsDataSessionOpen, meter), Is.EqualTo(1u));
        application.Accepted(WriteData, meter, 1);
        Assert.That(application.Events(), Has.Length.EqualTo(2));
    }

    [Test]
    public void Request_ids_begin_again_with_1_behind_the_largest()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        bench.Invoke(() => bench.Service.Core.LastRequestId = uint.MaxValue - 1);
        var ids = Enumerable.Range(0, 3).Select(_ => application.Accepted(WriteData, meter, 1)).ToArray();
        Assert.That(ids, Is.EqualTo(new[] { uint.MaxValue, 1u, 2u }));
        Assert.That(application.Events().Where(line => line.StartsWith("Write", StringComparison.Ordinal)), Is.EqualTo(ids.Select(id => $"WriteData {meter} #{id} S_OK")));
    }

    [Test]
    public void One_stream_more_than_there_are_ids_is_refused()
    {
        var bench = new ServiceBench(
            new MobileBroadbandProfile { SessionScope = SessionScope.Object },
            change: profile => profile with
            {
                MaxDssSessions = 300,
                DeviceServices = new() { Services = [.. profile.DeviceServices.Services.Select(service => service with { MaxDssInstances = 300 })] },
            });
        var application = bench.Application();
        var results = Enumerable.Range(0, 257).Select(_ => application.Result(OpenDataSession, application.Service(bench.Modem, Meter))).ToList();
        Assert.That(results[..256], Is.All.EqualTo(HResult.Ok));
        Assert.That(results[256], Is.EqualTo(HResult.TooManySessions));
    }

    [Test]
    public void A_released_object_leaves_its_session_open()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        Assert.That(application.Result(ReleaseObject, meter), Is.EqualTo(HResult.Ok));
        Assert.That(application.Result(WriteData, meter, 1), Is.EqualTo(HResult.InvalidArgument));
        Assert.That(application.Value(IsDataSessionOpen, application.Service(bench.Modem, Meter)), Is.EqualTo(1u));
    }

    [Test]
    public void Nothing_is_a_datagram_too()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        var id = application.Accepted(WriteData, meter);
        Assert.That(application.Events(), Is.EquivalentTo(new[] { $"WriteData {meter} #{id} S_OK", $"ReadData {meter}" }));
    }

    private static string Do(TestApplication application, string call, uint handle) => call switch
    {
        "OpenDataSession" => HResults.SymbolOf(application.Result(OpenDataSession, handle)),
        "CloseDataSession" => HResults.SymbolOf(application.Result(CloseDataSession, handle)),
        "WriteData" => HResults.SymbolOf(application.Result(WriteData, handle, 1)),
        "IsDataSessionOpen" => application.Value(IsDataSessionOpen, handle) == 1 ? "TRUE" : "FALSE",
        _ => throw new ArgumentException(call),
    };
}
