using MbimEmulator.Modem.DeviceServices;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Time;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Tests.DeviceServices;

public sealed class PendingCallsTests
{
    private static readonly Guid Slow = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    [Test]
    public async Task A_client_may_have_4096_calls_under_way_and_more_when_they_have_completed()
    {
        var clock = new VirtualClock();
        await using var modem = Modem(clock, PendingOnRemoval.Fail);
        var client = new WireClient(modem.Service);
        var service = OpenCommands(client, modem);
        Assert.That(Enumerable.Range(0, 4096).Select(_ => Ask(client, service)), Is.All.EqualTo(HResult.Ok));
        Assert.That(Ask(client, service), Is.EqualTo(HResult.OutOfMemory));

        var other = new WireClient(modem.Service, "other");
        Assert.That(Ask(other, OpenCommands(other, modem)), Is.EqualTo(HResult.Ok));
        clock.Advance(Delay);
        Assert.That(client.TakeCompletions(), Has.Count.GreaterThan(0));
        Assert.That(Ask(client, service), Is.EqualTo(HResult.Ok));
    }

    [Test]
    public async Task Calls_that_fail_or_are_dropped_are_under_way_no_longer([Values] PendingOnRemoval removal)
    {
        var clock = new VirtualClock();
        await using var modem = Modem(clock, removal);
        var client = new WireClient(modem.Service);
        for (var round = 0; round < 3; round++)
        {
            var service = OpenCommands(client, modem);
            Assert.That(Enumerable.Range(0, 4000).Select(_ => Ask(client, service)), Is.All.EqualTo(HResult.Ok));
            await modem.RemoveAsync();
            await modem.InsertAsync();
            clock.Advance(TimeSpan.FromSeconds(2));
            Assert.That(client.TakeCompletions(), Has.Count.EqualTo(removal == PendingOnRemoval.Drop ? 0 : 4000));
        }
    }

    [Test]
    public async Task A_call_whose_answer_comes_in_pieces_is_one_call()
    {
        var clock = new VirtualClock();
        await using var modem = Modem(clock, PendingOnRemoval.Fail, new byte[100]);
        var client = new WireClient(modem.Service);
        var service = OpenCommands(client, modem);
        Ask(client, service);
        clock.Advance(Delay);
        Assert.That(client.TakeCompletions(), Has.Count.GreaterThan(2));
        Assert.That(Enumerable.Range(0, 4096).Select(_ => Ask(client, service)), Is.All.EqualTo(HResult.Ok));
        Assert.That(Ask(client, service), Is.EqualTo(HResult.OutOfMemory));
    }

    private static HResult Ask(WireClient client, uint service) => client.Command(MobileBroadbandCid.QueryCommand, service, 1).Result;

    private static uint OpenCommands(WireClient client, ModemGroup modem)
    {
        var service = client.Find(modem, Slow);
        Assert.That(client.CallOn(MobileBroadbandCid.OpenCommandSession, service).Result, Is.EqualTo(HResult.Ok));
        client.TakeEvents();
        return service;
    }

    private static ModemGroup Modem(VirtualClock clock, PendingOnRemoval removal, byte[]? answer = null) => new(new ModemGroupOptions
    {
        TimeProvider = clock,
        Behaviours = new Dictionary<string, Func<DeviceServiceContext, IDeviceServiceBehaviour>> { ["slow"] = context => new SlowBehaviour(context, answer ?? []) },
        Profile = TestHost.Quiet with
        {
            MobileBroadband = new MobileBroadbandProfile { PendingOnRemoval = removal, FragmentedAnswers = FragmentedAnswers.Indications },
            Function = TestHost.Quiet.Function with { MaxControlMessage = 64 },
            DeviceServices = new DeviceServicesProfile
            {
                Services = [TestHost.Quiet.DeviceServices.Services[0] with { Behaviour = new BehaviourProfile { Name = "slow" } }],
            },
        },
    });

    private sealed class SlowBehaviour(DeviceServiceContext context, byte[] answer) : IDeviceServiceBehaviour
    {
        public void OnCommand(
            MbimProtocol.Server.Transaction transaction, uint cid, MbimProtocol.Messages.MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer) =>
            context.Schedule(Delay, () => transaction.Complete(answer));
    }
}
