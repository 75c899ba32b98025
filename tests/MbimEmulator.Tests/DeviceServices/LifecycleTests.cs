using MbimEmulator.Links;
using MbimEmulator.MbnService;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Tests.Function;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class LifecycleTests
{
    private static readonly byte[] Cid1 = TestApplication.U32(1);

    [TestCaseSource(typeof(DeviceServicesDocument), nameof(DeviceServicesDocument.Happenings))]
    public void What_happens_does_what_the_document_says(string what, string underWay, string meanwhile, string wasOpen, string wasOpening, string events)
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        var (application, other) = (bench.Application(), bench.Application());
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var meter = application.Service(bench.Modem, ServiceBench.Meter);
        var tap = other.Service(bench.Modem, ServiceBench.Tap);
        application.Accepted(OpenDataSession, meter);
        bench.Advance(5);
        application.Heard();
        var query = application.Accepted(QueryCommand, desk, Cid1);
        var open = other.Accepted(OpenDataSession, tap);
        other.Heard();
        application.Heard();

        var steps = what.Split(',', StringSplitOptions.TrimEntries);
        Do(bench, steps[0]);
        Assert.That(HResults.SymbolOf(application.Result(QueryCommand, desk, Cid1)), Is.EqualTo(meanwhile));
        Array.ForEach(steps[1..], step => Do(bench, step));
        bench.Advance(60);

        var heard = application.Events();
        Assert.That(heard[0], Is.EqualTo($"QueryCommand {desk} #{query} {underWay} 0"), "before all else");
        Assert.That(string.Join(", ", heard[1..].Select(NameOf)), Is.EqualTo(events));
        Assert.That(other.Events()[0], Is.EqualTo($"OpenDataSession {tap} #{open} {underWay}"));
        Assert.That(application.Value(IsDataSessionOpen, meter), Is.EqualTo(wasOpen == "Open" ? 1u : 0));
        Assert.That(application.Value(IsCommandSessionOpen, desk), Is.EqualTo(wasOpen == "Open" ? 1u : 0));
        Assert.That(other.Value(IsDataSessionOpen, tap), Is.EqualTo(wasOpening == "Open" ? 1u : 0));
        Assert.That(bench.Streams(), Is.EqualTo(wasOpen == "Open" ? new[] { ServiceBench.Meter } : []));
        if (events.EndsWith("ARRIVAL", StringComparison.Ordinal) || events == "RESTORED")
        {
            other.Accepted(OpenDataSession, tap);
            bench.Advance(5);
            Assert.That(other.Value(IsDataSessionOpen, tap), Is.EqualTo(1u), "works again");
        }
    }

    [Test]
    public void Restored_sessions_work([Values("reset", "reset twice", "reset while restoring", "sleep while restoring", "sleep")] string how)
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        bench.Desk.Answer = transaction => transaction.Complete([1]);
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var meter = application.Service(bench.Modem, ServiceBench.Meter);
        application.Accepted(OpenDataSession, meter);
        bench.Advance(5);
        application.Heard();
        Do(bench, how == "sleep" ? "`SleepAsync`" : "`ResetAsync`");
        bench.Advance(how.EndsWith("while restoring", StringComparison.Ordinal) ? 2 : 60);
        if (how == "sleep while restoring")
        {
            Do(bench, "`SleepAsync`");
            bench.Advance(60);
        }

        if (how.StartsWith("sleep", StringComparison.Ordinal))
        {
            Do(bench, "`ResumeAsync`");
        }
        else if (how != "reset")
        {
            Do(bench, "`ResetAsync`");
        }

        bench.Advance(60);
        Assert.That(application.Events(), Is.EqualTo(Enumerable.Repeat("SessionsStateChange 0", how is "reset twice" or "sleep while restoring" ? 2 : 1)));
        application.Accepted(WriteData, meter, 3);
        application.Accepted(QueryCommand, desk, Cid1);
        bench.Indicate(1, 4);
        Assert.That(application.Events().Select(line => line.Split(' ')[0]), Is.EquivalentTo(new[] { "WriteData", "ReadData", "QueryCommand", "EventNotification" }));
    }

    [Test]
    public void Calls_under_way_may_be_dropped_on_removal()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { PendingOnRemoval = PendingOnRemoval.Drop });
        var application = bench.Application();
        application.Accepted(QueryCommand, application.WithCommands(bench.Modem, ServiceBench.Commands), Cid1);
        application.Heard();
        Do(bench, "`RemoveAsync`");
        Do(bench, "`InsertAsync`");
        bench.Advance(60);
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "REMOVAL", "ARRIVAL" }));
    }

    [Test]
    public void A_removed_modem_has_no_context()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var context = application.Context(bench.Modem);
        Do(bench, "`RemoveAsync`");
        Assert.That(application.GetContext(bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(HResult.NotFound));
        Assert.That(application.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.NotFound));
        Do(bench, "`InsertAsync`");
        bench.Advance(60);
        Assert.That(application.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.Ok));
    }

    [Test]
    public void While_the_host_sleeps_events_are_held_back_and_data_lost()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        application.WithCommands(bench.Modem, ServiceBench.Commands);
        Do(bench, "`SleepAsync`");
        Do(bench, "`RemoveAsync`");
        bench.Advance(60);
        Assert.That(application.Events(), Is.Empty);
        Do(bench, "`ResumeAsync`");
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "REMOVAL" }));
    }

    [Test]
    public void A_host_that_is_awake_and_awakes_is_told_nothing()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        application.WithData(bench.Modem, ServiceBench.Meter);
        Do(bench, "`ResumeAsync`");
        Assert.That(application.Events(), Is.Empty);
    }

    [Test]
    public void A_modem_that_is_lost_when_the_last_client_has_gone_is_not_taken_again()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        var application = bench.Application();
        application.Accepted(OpenDataSession, application.Service(bench.Modem, ServiceBench.Meter));
        bench.Advance(5);
        application.Leave();
        Assert.That(((INetworkModem)bench.Modem).IsPlaceFree, Is.False, "its session is being closed");
        Do(bench, "`PowerCycle`");
        bench.Advance(60);
        Assert.That(((INetworkModem)bench.Modem).IsPlaceFree);
    }

    [Test]
    public void While_another_host_has_the_modem_the_interface_is_absent()
    {
        var bench = new ServiceBench();
        var link = bench.Modem.CreateLink(new ModemLinkOptions { Name = "another host" });
        Assert.That(TestHost.Wait(link.AttachAsync()));
        var application = bench.Connect().Open();
        bench.Advance(10);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        Assert.That(application.GetContext(bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(HResult.NotFound));
        application.Heard();
        link.Detach("gone");
        bench.Advance(10);
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "ARRIVAL" }));
        application.WithData(bench.Modem, ServiceBench.Meter);
    }

    [Test]
    public void Another_host_that_takes_the_modem_during_a_reset_makes_the_interface_absent()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, ServiceBench.Meter);
        var link = bench.Modem.CreateLink(new ModemLinkOptions { Name = "another host" });
        var attached = link.AttachAsync();
        Do(bench, "`ResetAsync`");
        Assert.That(TestHost.Wait(attached));
        bench.Advance(10);
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "REMOVAL" }));
        Assert.That(application.Result(WriteData, meter, 1), Is.EqualTo(HResult.NotFound));
        link.Detach("gone");
        bench.Advance(10);
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "ARRIVAL" }));
        Assert.That(application.Result(WriteData, meter, 1), Is.EqualTo(HResult.OpenFailed));
    }

    [Test]
    public void What_was_open_is_told_to_be_back_when_it_is_and_not_when_something_else_has_opened()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        application.WithData(bench.Modem, ServiceBench.Meter);
        var tap = application.Service(bench.Modem, ServiceBench.Tap);
        bench.Invoke(() => bench.Modem.Faults.Load(ScenarioLibrary.Parse("x.yaml", "schemaVersion: 1\nrules: [ { on: { command: DSS.CONNECT }, times: 1, do: { delay: 10s } } ]\n")));
        Do(bench, "`ResetAsync`");
        bench.Advance(5);
        application.Heard();
        var id = application.Accepted(OpenDataSession, tap);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"OpenDataSession {tap} #{id} S_OK" }));
        bench.Advance(10);
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "RESTORED" }));
    }

    [Test]
    public void What_a_client_that_has_gone_had_open_is_not_opened_again_by_a_second_reset()
    {
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(5));
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.Accepted(OpenDataSession, leaving.Service(bench.Modem, ServiceBench.Meter));
        bench.Advance(5);
        Do(bench, "`ResetAsync`");
        bench.Advance(2);
        leaving.Leave();
        var connects = 0;
        bench.Modem.TransferObserved += (in transfer) =>
            connects += transfer.Direction == TransferDirection.ToFunction && transfer.Bytes.Length > 36 && new Guid(transfer.Bytes.Slice(20, 16), bigEndian: true) == Dss.Id ? 1 : 0;
        Do(bench, "`ResetAsync`");
        bench.Advance(60);
        Assert.That(connects, Is.Zero);
        Assert.That(bench.Streams(), Is.Empty);
        Assert.That(staying.Events().Select(NameOf), Is.EqualTo(new[] { "RESTORED" }));
    }

    [Test]
    public void While_the_device_services_are_probed_calls_return_E_PENDING()
    {
        var bench = new ServiceBench(change: profile => profile with { DeviceServices = profile.DeviceServices with { Probing = TimeSpan.FromSeconds(5) } });
        var application = bench.Application();
        var context = application.Context(bench.Modem);
        Assert.That(application.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.Pending));
        Assert.That(application.Result(MaxDataSize, context), Is.EqualTo(HResult.Pending));
        Assert.That(application.GetService(context, ServiceBench.Meter.ToString("D")).Result, Is.EqualTo(HResult.Pending));
        bench.Advance(5);
        Assert.That(application.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.Ok));
        application.WithData(bench.Modem, ServiceBench.Meter);
    }

    [Test]
    public void A_modem_without_device_services_returns_ERROR_NOT_SUPPORTED()
    {
        var bench = new ServiceBench(change: profile => profile with { DeviceServices = profile.DeviceServices with { Present = false } });
        var application = bench.Application();
        var context = application.Context(bench.Modem);
        Assert.That(application.Result(EnumerateDeviceServices, context), Is.EqualTo(HResult.NotSupported));
        Assert.That(application.GetService(context, ServiceBench.Meter.ToString("D")).Result, Is.EqualTo(HResult.NotFound));
    }

    [Test]
    public void Several_modems_are_several_interfaces_and_one_s_removal_leaves_the_others_alone()
    {
        var bench = new ServiceBench();
        var second = bench.Add("modem1");
        var application = bench.Application();
        var handles = new[] { application.WithData(bench.Modem, ServiceBench.Meter), application.WithData(second, ServiceBench.Meter) };
        Do(bench, "`RemoveAsync`");
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "REMOVAL" }));
        Assert.That(application.Result(WriteData, handles[0], 1), Is.EqualTo(HResult.NotFound));
        var id = application.Accepted(WriteData, handles[1], 1);
        Assert.That(application.Events(), Is.EquivalentTo(new[] { $"WriteData {handles[1]} #{id} S_OK", $"ReadData {handles[1]} 01" }));
        Assert.That(second.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
        Assert.That(application.Events().Select(NameOf), Is.EqualTo(new[] { "REMOVAL" }));
    }

    [Test]
    public void Request_ids_ascend_over_clients_modems_and_calls_and_each_completes_once([Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var bench = new ServiceBench(dssConnect: TimeSpan.FromSeconds(1));
        var second = bench.Add("modem1");
        TestApplication[] applications = [bench.Application(), bench.Application(), bench.Application()];
        var objects = applications.SelectMany(application => new[] { bench.Modem, second }
            .SelectMany(modem => new[] { ServiceBench.Meter, ServiceBench.Tap, ServiceBench.Commands }.Select(id => (application, handle: application.Service(modem, id))))).ToList();
        Dictionary<uint, int> completions = [];
        uint last = 0;
        for (var i = 0; i < 300; i++)
        {
            var (application, handle) = objects[random.Next(objects.Count)];
            var method = QuerySupportedCommands + (uint)random.Next(8);
            var (result, buffer) = application.Call(method, [.. TestApplication.U32(handle), .. Cid1]);
            if (result == HResult.Ok)
            {
                var id = BitConverter.ToUInt32(buffer);
                Assert.That(id, Is.EqualTo(last + 1));
                completions[last = id] = 0;
            }

            Happen(random.Next(40));
        }

        Do(bench, "`ResumeAsync`");
        Do(bench, "`RemoveAsync`");
        second.RemoveAsync().Wait(TimeSpan.FromSeconds(30));
        bench.Advance(60);
        foreach (var line in applications.SelectMany(application => application.Events()).Where(line => line.Contains('#', StringComparison.Ordinal)))
        {
            completions[uint.Parse(line.Split('#')[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture)]++;
        }

        Assert.That(completions.Where(completion => completion.Value != 1), Is.Empty);
        Assert.That(completions, Has.Count.GreaterThan(20));

        void Happen(int what)
        {
            switch (what)
            {
                case 0:
                    Do(bench, "`ResetAsync`");
                    break;
                case 1:
                    Do(bench, "`SleepAsync`");
                    break;
                case 2 or 3:
                    Do(bench, "`ResumeAsync`");
                    break;
                case 4:
                    Do(bench, "`PowerCycle`");
                    break;
                case 5:
                    second.RemoveAsync().Wait(TimeSpan.FromSeconds(30));
                    second.InsertAsync().Wait(TimeSpan.FromSeconds(30));
                    break;
                case < 20:
                    bench.Advance(random.NextDouble());
                    break;
                default:
                    break;
            }
        }
    }

    [Test]
    public void The_same_story_gives_the_same_transcript()
    {
        var first = Story();
        Assert.That(Story(), Is.EqualTo(first));

        static string[] Story()
        {
            var bench = new ServiceBench(dssConnect: TimeSpan.FromMilliseconds(70));
            TestApplication[] applications = [bench.Application(), bench.Application()];
            var random = new Random(5);
            for (var i = 0; i < 100; i++)
            {
                var application = applications[random.Next(2)];
                application.Call(GetDeviceServicesContext + (uint)random.Next(14), [.. TestApplication.U32((uint)random.Next(1, 5)), .. Cid1]);
                if (i % 10 == 0)
                {
                    application.Result(OpenDataSession, application.Service(bench.Modem, ServiceBench.Meter));
                }

                bench.Advance(0.03);
                if (i % 10 == 5)
                {
                    application.Send(w => MbimProtocol.Messages.MbimMessageWriter.WriteClose(w, 9));
                    application.Open();
                }
            }

            return [.. applications.SelectMany(application => application.Heard())];
        }
    }

    private static void Do(ServiceBench bench, string step)
    {
        var done = step.Trim('`') switch
        {
            "RemoveAsync" => bench.Modem.RemoveAsync(),
            "InsertAsync" => bench.Modem.InsertAsync(),
            "ResetAsync" => bench.Modem.ResetAsync(),
            "PowerCycle" => bench.Modem.InvokeAsync(modem => modem.PowerCycle()),
            "SleepAsync" => bench.Service.SleepAsync(),
            "ResumeAsync" => bench.Service.ResumeAsync(),
            _ => throw new ArgumentException(step),
        };
        Assert.That(done.Wait(TimeSpan.FromSeconds(30)), step);
    }

    private static string NameOf(string line) => line switch
    {
        "InterfaceStateChange 0" => "ARRIVAL",
        "InterfaceStateChange 1" => "REMOVAL",
        "SessionsStateChange 0" => "RESTORED",
        _ => line,
    };
}
