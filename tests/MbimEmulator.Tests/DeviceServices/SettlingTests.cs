using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Tests.Function;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class SettlingTests
{
    private static readonly Scenario Silent = ScenarioLibrary.Parse("silent.yaml", "schemaVersion: 1\nrules: [ { on: open, do: drop } ]\n");

    [Test]
    public void A_modem_that_does_not_answer_is_waited_for_half_a_second_and_keeps_nobody_from_the_others()
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Add("modem1"));
        var application = bench.Connect().Open();
        bench.Advance(0.499);
        Assert.That(application.Heard(), Is.Empty);
        bench.Advance(0.001);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        application.WithData(bench.Modem, ServiceBench.Meter);
    }

    [TestCase(0)]
    [TestCase(2000)]
    public void How_long_it_is_waited_for_is_the_modem_s_settleLimit(int milliseconds)
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { SettleLimit = TimeSpan.FromMilliseconds(milliseconds) });
        MakeSilent(bench, bench.Modem);
        var application = bench.Connect().Open();
        if (milliseconds > 0)
        {
            bench.Advance((milliseconds - 1) / 1000.0);
            Assert.That(application.Heard(), Is.Empty);
            bench.Advance(0.001);
        }

        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void The_slowest_of_several_modems_is_waited_for()
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Modem);
        MakeSilent(bench, new ModemGroup(new ModemGroupOptions
        {
            Name = "patient",
            TimeProvider = bench.Clock,
            Service = bench.Service,
            Profile = TestHost.Quiet with { MobileBroadband = new MobileBroadbandProfile { SettleLimit = TimeSpan.FromSeconds(3) } },
        }));
        var application = bench.Connect().Open();
        bench.Advance(2.9);
        Assert.That(application.Heard(), Is.Empty);
        bench.Advance(0.1);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void A_modem_that_was_waited_for_is_not_waited_for_again_while_it_is_silent()
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Modem);
        bench.Connect().Open();
        bench.Advance(0.3);
        var second = bench.Connect().Open();
        bench.Advance(0.199);
        Assert.That(second.Heard(), Is.Empty);
        bench.Advance(0.001);
        Assert.That(second.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        Assert.That(bench.Connect().Open().Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void Until_it_answers_the_interface_is_absent_and_then_it_arrives()
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Modem);
        var application = bench.Connect().Open();
        bench.Advance(0.5);
        application.Heard();
        Assert.That(IsPresent(application), Is.False);
        Assert.That(application.GetContext(bench.Modem.InterfaceId.ToString("B")).Result, Is.EqualTo(HResult.NotFound));
        application.Heard();

        bench.Invoke(bench.Modem.Faults.Clear);
        var waiting = bench.Connect().Open();
        bench.Advance(5);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 0" }));
        Assert.That(waiting.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success", "InterfaceStateChange 0" }));
        Assert.That(IsPresent(application), Is.True);
        application.WithData(bench.Modem, ServiceBench.Meter);
    }

    [Test]
    public void Who_still_waits_when_it_answers_is_told_of_no_arrival()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { SettleLimit = TimeSpan.FromSeconds(20) });
        MakeSilent(bench, bench.Modem);
        var application = bench.Connect().Open();
        bench.Advance(1);
        bench.Invoke(bench.Modem.Faults.Clear);
        bench.Advance(5);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        bench.Advance(60);
        Assert.That(application.Heard(), Is.Empty);
    }

    [Test]
    public void A_modem_that_opens_and_then_says_nothing_is_there_with_its_services_pending()
    {
        var bench = new ServiceBench();
        bench.Invoke(() => bench.Modem.Faults.Load(ScenarioLibrary.Parse("mute.yaml", "schemaVersion: 1\nrules: [ { on: { command: '*' }, do: drop } ]\n")));
        var application = bench.Connect().Open();
        bench.Advance(0.5);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        Assert.That(IsPresent(application), Is.True);
        Assert.That(application.Result(EnumerateDeviceServices, application.Context(bench.Modem)), Is.EqualTo(HResult.Pending));
    }

    [Test]
    public void A_modem_that_comes_and_goes_does_not_prolong_the_wait()
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Modem);
        var second = bench.Add("modem1");
        MakeSilent(bench, second);
        var application = bench.Connect().Open();
        for (var i = 0; i < 4; i++)
        {
            bench.Advance(0.12);
            Assert.That(second.RemoveAsync().Wait(TimeSpan.FromSeconds(30)) && second.InsertAsync().Wait(TimeSpan.FromSeconds(30)));
        }

        Assert.That(application.Heard(), Is.Empty);
        bench.Advance(0.02);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void A_client_that_closes_or_leaves_while_it_waits_is_not_answered([Values] bool leaves)
    {
        var bench = new ServiceBench();
        MakeSilent(bench, bench.Modem);
        var application = bench.Connect().Open();
        if (leaves)
        {
            application.Leave();
        }
        else
        {
            application.Send(w => MbimProtocol.Messages.MbimMessageWriter.WriteClose(w, 2));
            Assert.That(application.Heard(), Is.EqualTo(new[] { "CloseDone 2 Success" }));
        }

        bench.Advance(60);
        Assert.That(application.Heard(), Is.Empty);
    }

    [Test]
    public void A_modem_that_is_added_later_arrives()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var second = bench.Add("modem1");
        bench.Advance(1);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "InterfaceStateChange 0" }));
        application.WithData(second, ServiceBench.Meter);
    }

    private static void MakeSilent(ServiceBench bench, ModemGroup modem) =>
        Assert.That(modem.InvokeAsync(_ => modem.Faults.Load(Silent)).Wait(TimeSpan.FromSeconds(30)), bench.Clock.ToString());

    private static bool IsPresent(TestApplication application)
    {
        var (result, buffer) = application.Call(GetInterfaces);
        Assert.That(result, Is.EqualTo(HResult.Ok));
        Assert.That(NetworkInterfaceList.TryRead(buffer, MbimProtocol.MbimExVersion.V1, MbimProtocol.MbimReadMode.Strict, out var list, out _));
        return list!.Interfaces[0].IsPresent == 1;
    }
}
