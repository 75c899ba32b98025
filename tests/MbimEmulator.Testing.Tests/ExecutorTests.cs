using MbimClient;
using MbimEmulator.Changes;
using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Testing.Tests;

/// <summary>A device with several executors, each with a function of its own over the device's slots (Microsoft, "MB Multi-SIM operations").</summary>
public sealed class ExecutorTests
{
    private static readonly SimProfile Second = new() { SubscriberId = "001010000000002", IccId = "89882110000000000020" };
    private static readonly SimProfile Third = new() { SubscriberId = "001010000000003", IccId = "89882110000000000038" };

    private static readonly ModemProfile Two = new() { Name = "two", Executors = 2, Slots = [Second] };
    private static readonly ModemProfile TwoOfThree = new() { Name = "two of three", Executors = 2, Slots = [Second, Third] };

    private static readonly DeviceServiceSubscribeList Everything = new()
    {
        Events =
        [
            new EventEntry { DeviceServiceId = BasicConnect.Id, Cids = [(uint)BasicConnectCid.SubscriberReadyStatus] },
            new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [(uint)MsBasicConnectExtensionsCid.SlotInfoStatus] },
        ],
    };

    [Test]
    public Task Each_executor_registers_with_the_card_of_its_own_slot() => Run(Two, async (modem, first, second) =>
    {
        var caps = (await first.QueryAsync(MsBasicConnectExtensions.SysCaps), await second.QueryAsync(MsBasicConnectExtensions.SysCaps));
        Assert.That(caps.Item1, Is.EqualTo(caps.Item2));
        Assert.That((caps.Item1.NumberOfExecutors, caps.Item1.NumberOfSlots, caps.Item1.Concurrency), Is.EqualTo((2u, 2u, 2u)));
        var executors = (await first.QueryAsync(MsBasicConnectExtensions.DeviceCaps), await second.QueryAsync(MsBasicConnectExtensions.DeviceCaps));
        Assert.That((executors.Item1.ExecutorIndex, executors.Item2.ExecutorIndex), Is.EqualTo((0u, 1u)));
        Assert.That(executors.Item2.DeviceId, Is.EqualTo((await second.QueryAsync(BasicConnect.DeviceCaps)).DeviceId).And.Not.EqualTo(executors.Item1.DeviceId));
        Assert.That(await Mapping(first), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(await Mapping(second), Is.EqualTo(new[] { 0, 1 }));
        Assert.That(await Subscriber(first), Is.EqualTo(Two.Sim.SubscriberId));
        Assert.That(await Subscriber(second), Is.EqualTo(Second.SubscriberId));
        foreach (var host in new[] { first, second })
        {
            Assert.That((await host.QueryAsync(BasicConnect.PacketService)).PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
            var connected = await host.SetAsync(BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet });
            Assert.That(connected.ActivationState, Is.EqualTo(ActivationState.Activated));
        }

        Assert.That(modem.Executors.Select(executor => executor.Name), Is.EqualTo(new[] { "modem0", "modem1" }));
    });

    [Test]
    public Task Executors_that_change_places_lose_their_cards_before_the_answer_and_get_the_others_behind_it() => Run(Two, async (modem, first, second) =>
    {
        List<string> told = [];
        Listen(first, 0, told);
        Listen(second, 1, told);
        var answer = await second.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(1, 0));
        told.Add("1 answer");
        Assert.That(answer, Is.EqualTo(To(1, 0)));
        foreach (var executor in modem.Executors)
        {
            await executor.WaitForAsync(ModemStage.Attached);
        }

        Assert.That(await Mapping(first), Is.EqualTo(new[] { 1, 0 }));
        Assert.That((await Subscriber(first), await Subscriber(second)), Is.EqualTo((Second.SubscriberId, Two.Sim.SubscriberId)));
        Assert.That(told.Where(line => line[0] == '1' && !line.Contains("slot", StringComparison.Ordinal)), Is.EqualTo(new[] { "1 NotInitialized", "1 answer", "1 Initialized" }));
        Assert.That(told.Where(line => line[0] == '0' && !line.Contains("slot", StringComparison.Ordinal)), Is.EqualTo(new[] { "0 NotInitialized", "0 Initialized" }));
        foreach (var host in "01")
        {
            // Both hosts hear of both slots, each state once.
            Assert.That(told.Where(line => line.StartsWith($"{host} slot 0", StringComparison.Ordinal)), Is.EqualTo(new[] { $"{host} slot 0 NotReady", $"{host} slot 0 Active" }));
            Assert.That(told.Where(line => line.StartsWith($"{host} slot 1", StringComparison.Ordinal)), Is.EqualTo(new[] { $"{host} slot 1 NotReady", $"{host} slot 1 Active" }));
        }
    });

    [Test]
    public Task A_mapping_names_one_slot_for_each_executor_and_none_twice() => Run(TwoOfThree, async (_, first, second) =>
    {
        foreach (var wrong in new[] { To(0), To(0, 0), To(0, 3), To(0, 1, 2), To() })
        {
            var refused = Assert.ThrowsAsync<MbimStatusException>(() => first.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, wrong));
            Assert.That(refused!.Status, Is.EqualTo(MbimStatus.InvalidParameters));
        }

        Assert.That(await second.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(0, 1)), Is.EqualTo(To(0, 1)), "as it is already");
        var begun = second.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(0, 2));
        var meanwhile = Assert.ThrowsAsync<MbimStatusException>(() => first.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(2, 1)));
        Assert.That(meanwhile!.Status, Is.EqualTo(MbimStatus.Busy));
        Assert.That(await begun, Is.EqualTo(To(0, 2)));
    });

    [Test]
    public Task An_executor_that_stays_in_its_slot_notices_nothing() => Run(TwoOfThree, async (modem, first, second) =>
    {
        await first.SetAsync(BasicConnect.Connect, new SetConnect { ActivationCommand = ActivationCommand.Activate, AccessString = "internet", ContextType = ContextTypes.Internet });
        List<string> told = [];
        Listen(first, 0, told);
        await second.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(0, 2));
        await modem.Executors[1].WaitForAsync(ModemStage.Attached);
        Assert.That(await Subscriber(second), Is.EqualTo(Third.SubscriberId));
        Assert.That(told.Where(line => !line.Contains("slot", StringComparison.Ordinal)), Is.Empty);
        Assert.That((await first.QueryAsync(BasicConnect.Connect, new ConnectQuery())).ActivationState, Is.EqualTo(ActivationState.Activated));
    });

    [Test]
    public Task A_switch_from_outside_to_a_slot_in_use_makes_the_executors_change_places() => Run(Two, async (modem, first, second) =>
    {
        await modem.State.SwitchSlotAsync(1);
        await modem.Executors[1].WaitForAsync(ModemStage.Attached);
        Assert.That((await Subscriber(first), await Subscriber(second)), Is.EqualTo((Second.SubscriberId, Two.Sim.SubscriberId)));
    });

    [Test]
    public Task A_card_is_taken_out_and_put_in_through_either_executor() => Run(Two, async (modem, first, second) =>
    {
        List<string> told = [];
        Listen(first, 0, told);
        Listen(second, 1, told);
        await modem.State.EjectSimAsync(1);
        Assert.That((await second.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
        Assert.That(await Subscriber(first), Is.EqualTo(Two.Sim.SubscriberId));
        await modem.State.InsertSimAsync(slot: 1);
        await modem.Executors[1].WaitForAsync(ModemStage.Attached);
        Assert.That(await Subscriber(second), Is.EqualTo(Second.SubscriberId));
        Assert.That(told.Where(line => line[0] == '0'), Is.EqualTo(new[] { "0 slot 1 Empty", "0 slot 1 NotReady", "0 slot 1 Active" }));
        Assert.That(told.Where(line => line[0] == '1'), Is.EqualTo(new[]
        {
            "1 slot 1 Empty", "1 SimNotInserted", "1 slot 1 NotReady", "1 NotInitialized", "1 slot 1 Active", "1 Initialized",
        }));
    });

    [Test]
    public Task What_happens_to_the_device_happens_to_all_its_executors() => Run(Two, async (modem, first, second) =>
    {
        await modem.State.RecoverAsync();
        Assert.That(await Subscriber(second), Is.EqualTo(Second.SubscriberId), "the software of one executor alone fails");

        await new ModemState(modem.Executors[1]).RemoveAsync();
        Assert.That(await Unplugged(modem), Is.EqualTo(new[] { true, true }));
        Assert.ThrowsAsync<MbimDisconnectedException>(() => first.QueryAsync(BasicConnect.RadioState));
        Assert.ThrowsAsync<MbimDisconnectedException>(() => second.QueryAsync(BasicConnect.RadioState));
        await modem.State.InsertAsync();
        Assert.That(await Unplugged(modem), Is.EqualTo(new[] { false, false }));

        foreach (var change in new[] { "power-cycle", "reset" })
        {
            await using var again = await modem.ConnectAsync(1);
            await modem.State.ChangeAsync(change);
            Assert.ThrowsAsync<MbimDisconnectedException>(() => again.QueryAsync(BasicConnect.RadioState), change);
        }

        await using var host = await modem.ConnectAsync(0);
        await using var other = await modem.ConnectAsync(1);
        await host.SetAsync(MsBasicConnectExtensions.DeviceReset, default);
        await modem.Executors[1].WaitForAsync(ModemStage.Attached);
        Assert.ThrowsAsync<MbimDisconnectedException>(() => other.QueryAsync(BasicConnect.RadioState), "DEVICE_RESET");
    });

    [Test]
    public void More_executors_than_slots_are_refused_with_their_place()
    {
        var error = Assert.Throws<ModemProfileException>(() => ModemProfile.Parse("mine.yaml", "executors: 3\nslots: [{}]\n"));
        Assert.That(error!.Message, Does.Contain("mine.yaml").And.Contain("executors").And.Contain("3 executors with 2 slots").And.Contain("at most 2"));
        Assert.That(() => ModemProfile.Parse("mine.yaml", "executors: 5\n"), Throws.TypeOf<ModemProfileException>().With.Message.Contains("1 to 4"));
        Assert.That(() => new ModemDevice(new ModemGroupOptions { Profile = new ModemProfile { Executors = 3 } }), Throws.TypeOf<ModemProfileException>().With.Message.Contains("executors"));
        Assert.That(() => new ModemGroup(new ModemGroupOptions { Profile = Two }), Throws.ArgumentException.With.Message.Contains("ModemDevice"));
    }

    [TestCase(0, "0 1")]
    [TestCase(1, "1 0")]
    public Task A_set_is_refused_when_an_executor_starts_again_meanwhile_and_with_the_first_one_all_stay_in_their_slots(int recovering, string mapping) => Run(Two, async (modem, first, second) =>
    {
        var begun = second.SetAsync(MsBasicConnectExtensions.DeviceSlotMappings, To(1, 0));
        await first.QueryAsync(BasicConnect.RadioState);
        await new ModemState(modem.Executors[recovering]).RecoverAsync();
        Assert.That(Assert.ThrowsAsync<MbimStatusException>(() => begun)!.Status, Is.EqualTo(MbimStatus.Failure));
        foreach (var executor in modem.Executors)
        {
            await executor.WaitForAsync(ModemStage.Attached);
        }

        Assert.That(string.Join(' ', await Mapping(first)), Is.EqualTo(mapping));
        string[] subscribers = [Two.Sim.SubscriberId, Second.SubscriberId];
        Assert.That(await Subscriber(first), Is.EqualTo(subscribers[recovering]));
        Assert.That(await Subscriber(second), Is.EqualTo(subscribers[1 - recovering]));
    });

    [TestCase(true)]
    [TestCase(false)]
    public async Task An_executor_goes_on_while_the_others_end(bool isVirtual)
    {
        var time = isVirtual ? new VirtualClock() : TimeProvider.System;
        await using var device = new ModemDevice(new ModemGroupOptions { Profile = TwoOfThree, TimeProvider = time });
        await device.Executors[0].DisposeAsync();
        var second = device.Executors[1];
        Assert.That(await second.ChangeAsync(ModemChange.Of("eject-sim", ["2"])), Is.EqualTo("slot 2: the SIM is out"));
        Assert.That(await second.ChangeAsync(ModemChange.Of("insert-sim", ["2"])), Is.EqualTo("slot 2: the SIM is in"));
        await second.ChangeAsync(ModemChange.Of("switch-slot", ["2"]));
        await second.ChangeAsync(ModemChange.Of("power-cycle", []));
        await second.ChangeAsync(ModemChange.Of("eject-sim", ["0"]));
        Assert.That(second.DescribeStage(), Is.Not.Empty);
    }

    [Test]
    public async Task What_is_kept_of_the_slots_is_kept_once_and_put_back()
    {
        var clock = new VirtualClock();
        ModemSnapshot[] kept;
        await using (var device = new ModemDevice(new ModemGroupOptions { Profile = Two, TimeProvider = clock }))
        {
            await device.Executors[0].ChangeAsync(ModemChange.Of("switch-slot", ["1"]));
            await clock.AdvanceUntil(device.Executors[1].WaitForAsync(ModemStage.Attached));
            kept = [.. device.Executors.Select(executor => executor.TakeSnapshot())];
        }

        Assert.That(kept.Select(snapshot => snapshot.Parts.Count(part => part.Section.Name is "sim" or "slots")), Is.EqualTo(new[] { 2, 0 }));
        var text = ModemSnapshots.ToJson(new Dictionary<string, ModemSnapshot> { ["modem0"] = kept[0] });
        Assert.That(text.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), Does.Contain("\"mapped\":[1,0]"));
        var read = ModemSnapshots.Parse("kept", text, new Dictionary<string, string> { ["modem0"] = Two.Name })["modem0"];
        await using var again = new ModemDevice(
            new ModemGroupOptions { Profile = Two, TimeProvider = clock }, (options, executor) => options with { Snapshot = executor == 0 ? read : kept[1] });
        await clock.AdvanceUntil(again.Executors[0].WaitForAsync(ModemStage.Attached));
        Assert.That((await new ModemState(again.Executors[0]).ReadAsync()).SubscriberReady.SubscriberId, Is.EqualTo(Second.SubscriberId));
    }

    private static async Task Run(ModemProfile profile, Func<EmulatedModem, MbimDevice, MbimDevice, Task> test)
    {
        await using var modem = await EmulatedModem.StartAsync(options => options.Profile(profile).Clock(new VirtualClock()).Registered());
        await modem.Clock.RunAsync(async () =>
        {
            await modem.Executors[1].WaitForAsync(ModemStage.Attached);
            await using var first = await modem.ConnectAsync();
            await using var second = await modem.ConnectAsync(1);
            foreach (var host in new[] { first, second })
            {
                await host.SetAsync(BasicConnect.DeviceServiceSubscribeList, Everything);
            }

            await test(modem, first, second);
        });
    }

    private static void Listen(MbimDevice host, int executor, List<string> told)
    {
        host.OnNotification(BasicConnect.SubscriberReadyStatus, info => told.Add($"{executor} {info.ReadyState}"));
        host.OnNotification(MsBasicConnectExtensions.SlotInfoStatus, info => told.Add($"{executor} slot {info.SlotIndex} {info.State}"));
    }

    private static DeviceSlotMappings To(params uint[] slots) => new() { SlotMap = [.. slots.Select(slot => new SlotMapping { Slot = slot })] };

    private static async Task<int[]> Mapping(MbimDevice host) => [.. (await host.QueryAsync(MsBasicConnectExtensions.DeviceSlotMappings)).SlotMap.Select(mapping => (int)mapping.Slot)];

    private static async Task<string> Subscriber(MbimDevice host) => (await host.QueryAsync(BasicConnect.SubscriberReadyStatus)).SubscriberId;

    private static async Task<bool[]> Unplugged(EmulatedModem modem)
    {
        var unplugged = new bool[modem.Executors.Count];
        for (var executor = 0; executor < unplugged.Length; executor++)
        {
            unplugged[executor] = !(await new ModemState(modem.Executors[executor]).ReadAsync()).IsPluggedIn;
        }

        return unplugged;
    }
}
