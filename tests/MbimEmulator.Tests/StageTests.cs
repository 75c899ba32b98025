using MbimEmulator.Changes;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests;

public sealed class StageTests
{
    [TestCase("default", "attached")]
    [TestCase("no-sim", "no SIM")]
    [TestCase("sim-pin", "Pin1 required")]
    public async Task A_modem_is_ready_when_it_is_as_far_as_its_profile_takes_it(string profile, string state)
    {
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load(profile), TimeProvider = clock });
        await clock.AdvanceUntil(modem.WaitForAsync(ModemStage.Ready));
        Assert.That(modem.DescribeStage(), Is.EqualTo(state));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.That(modem.DescribeStage(), Is.EqualTo(state), "something has followed by itself");
    }

    [Test]
    public async Task Ready_is_reached_when_the_last_timer_of_the_start_has_rung_and_not_before()
    {
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = clock });
        var (registered, attached, ready) =
            (modem.WaitForAsync(ModemStage.Registered), modem.WaitForAsync(ModemStage.Attached), modem.WaitForAsync(ModemStage.Ready));
        var timings = new ModemProfile().Timings;
        clock.Advance(timings.SimInitialize + timings.Register + timings.Attach - TimeSpan.FromTicks(1));
        Assert.Multiple(() =>
        {
            Assert.That(modem.Modem.IsSettled, Is.False);
            Assert.That(modem.DescribeStage(), Is.Not.EqualTo("attached"));
            Assert.That(attached.IsCompleted || ready.IsCompleted, Is.False);
        });
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.That(modem.Modem.IsSettled);
        await Task.WhenAll(registered, attached, ready).WaitAsync(TimeSpan.FromSeconds(30));
    }

    [TestCase("no-sim", ModemStage.Registered, "no SIM")]
    [TestCase("sim-pin", ModemStage.Attached, "Pin1 required")]
    public async Task A_stage_that_the_state_excludes_fails_at_once_with_that_state(string profile, ModemStage stage, string state)
    {
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load(profile), Name = "m", TimeProvider = clock });
        Assert.That(
            async () => await clock.AdvanceUntil(modem.WaitForAsync(stage)),
            Throws.TypeOf<ModemStageException>().With.Message.EqualTo($"m does not become {stage.ToString().ToLowerInvariant()} without outside help: {state}."));
    }

    [Test]
    public async Task What_happens_to_the_modem_ends_a_wait_too()
    {
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions { TimeProvider = clock });
        var wait = modem.WaitForAsync(ModemStage.Attached);
        await modem.ChangeAsync(ModemChange.Of("deny", "11"));
        Assert.That(async () => await clock.AdvanceUntil(wait), Throws.TypeOf<ModemStageException>().With.Message.Contains("denied with network error 11"));
        await modem.ChangeAsync(ModemChange.Of("allow"));
        await clock.AdvanceUntil(modem.WaitForAsync(ModemStage.Attached));
    }

    [Test]
    public async Task An_unplugged_modem_is_ready_and_comes_no_further()
    {
        var clock = new VirtualClock();
        await using var modem = new ModemGroup(new ModemGroupOptions { Name = "m", TimeProvider = clock });
        var wait = modem.WaitForAsync(ModemStage.Attached);
        await modem.RemoveAsync();
        Assert.That(async () => await clock.AdvanceUntil(wait), Throws.TypeOf<ModemStageException>().With.Message.EqualTo("m does not become attached without outside help: not plugged in."));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(async () => await clock.AdvanceUntil(modem.WaitForAsync(ModemStage.Registered)), Throws.TypeOf<ModemStageException>());
        await clock.AdvanceUntil(modem.WaitForAsync(ModemStage.Ready));
        await modem.InsertAsync();
        await clock.AdvanceUntil(modem.WaitForAsync(ModemStage.Attached));
    }

    [Test]
    public void A_refusal_while_the_modem_starts_is_logged_once_for_each_start()
    {
        var log = new KeptLog();
        var bench = new ModemBench(configure: options => options with { LoggerFactory = log });
        Refuse();
        Refuse();
        Assert.That(log.Lines.Count(line => line.Contains("because the modem is still starting: reading the SIM.", StringComparison.Ordinal)), Is.EqualTo(1));
        bench.Advance(1000);
        bench.Do(modem => modem.LoseCoverage());
        Refuse();
        Assert.That(log.Lines.Count(line => line.Contains("still starting", StringComparison.Ordinal)), Is.EqualTo(1), "its start is over");
        bench.Do(modem => modem.PowerCycle());
        bench.Reconnect();
        Refuse();
        Assert.That(log.Lines.Count(line => line.Contains("still starting", StringComparison.Ordinal)), Is.EqualTo(2));

        void Refuse() => Assert.That(bench.Set(BasicConnect.Connect, ModemBench.Activation()).Status, Is.Not.EqualTo(MbimStatus.Success));
    }

    [Test]
    public async Task Connected_is_what_a_host_does()
    {
        var bench = new ModemBench();
        var wait = bench.Group.WaitForAsync(ModemStage.Connected);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(wait.IsCompleted, Is.False);
        bench.Connect();
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        await wait;
        Assert.That(bench.Group.DescribeStage(), Is.EqualTo("connected"));
    }

    [Test]
    public async Task A_wait_that_is_cancelled_ends_and_one_of_a_modem_that_ends_fails()
    {
        var modem = new ModemGroup(new ModemGroupOptions());
        using var cancelling = new CancellationTokenSource();
        var cancelled = modem.WaitForAsync(ModemStage.Connected, cancelling.Token);
        var left = modem.WaitForAsync(ModemStage.Connected);
        await cancelling.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        await modem.DisposeAsync();
        Assert.That(async () => await left, Throws.TypeOf<ObjectDisposedException>());
    }
}
