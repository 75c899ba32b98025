using MbimEmulator.MbnService;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Sharing;
using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Sharing;

/// <summary>What the function answers behind the back of those who wait for it.</summary>
public sealed class LateAnswerTests
{
    private readonly SharedModem _modem = new();

    [Test]
    public void A_guest_that_has_left_is_told_nothing([Values("sign of life", "subscription")] string awaited)
    {
        _modem.Configured();
        var guest = new KeptGuest();
        SharedHostMember? member = null;
        if (awaited == "subscription")
        {
            _modem.Invoke(() => member = ((INetworkModem)_modem.Group).Shared.Join(guest));
            Assert.That(guest.Told, Is.EqualTo(new[] { "ready" }));
            guest.Told.Clear();
        }

        _modem.Invoke(() =>
        {
            var shared = ((INetworkModem)_modem.Group).Shared;
            var list = new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [9] }] };
            if (member is null)
            {
                member = shared.Join(guest);
            }
            else
            {
                Assert.That(shared.Subscribe(member, 7, list, []), Is.False);
            }

            shared.Leave(member);
        });
        _modem.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(guest.Told, Is.Empty);
    }

    [Test]
    public void A_function_that_turns_out_to_be_closed_is_ready_for_a_guest_when_it_is_open_again()
    {
        _modem.Configured();
        _modem.Invoke(() =>
        {
            _modem.Group.Faults.Load(ScenarioLibrary.Parse("silent.yaml", "schemaVersion: 1\nrules: [ { on: open, do: drop } ]\n"));
            _modem.Group.Function.Receive(_modem.Group.CreateLink(new() { Name = "nobody" }), Convert.FromHexString("020000000c00000063000000"));
        });
        var later = _modem.Guest();
        later.Configure(1);
        Assert.That(later.Received(), Is.Empty);
        _modem.Invoke(_modem.Group.Faults.Clear);
        _modem.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(later.Received(), Is.EqualTo(["CommandDone 1 Success"]));
    }

    [Test]
    public void A_guest_that_leaves_twice_has_left_once()
    {
        var (first, second) = (new KeptGuest(), new KeptGuest());
        var shared = ((INetworkModem)_modem.Group).Shared;
        SharedHostMember member = null!;
        _modem.Invoke(() => member = shared.Join(first));
        _modem.Invoke(() => shared.Leave(member));
        _modem.Invoke(() => shared.Leave(member));
        _modem.Invoke(() => shared.Join(second));
        _modem.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.That(second.Told, Is.EqualTo(new[] { "ready" }));
    }

    [TestCase("opened again")]
    [TestCase("lost")]
    public void A_session_after_one_whose_subscriptions_failed_is_told_of_changes_alone(string how)
    {
        _modem.Invoke(() => _modem.Group.Faults.Load(ScenarioLibrary.Parse(
            "x.yaml", "schemaVersion: 1\nrules: [ { on: { command: DEVICE_SERVICE_SUBSCRIBE_LIST }, times: 1, do: { answer: { status: failure } } } ]\n")));
        var guest = _modem.Configured();
        guest.Subscribe(2, (MsBasicConnectExtensions.Id, [9]));
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 2 Failure"]));
        if (how == "lost")
        {
            _modem.Invoke(() => _modem.Group.Modem.PowerCycle());
            guest = _modem.Configured();
        }
        else
        {
            _modem.Invoke(() => _modem.Group.Function.Receive(
                _modem.Group.CreateLink(new() { Name = "nobody" }), Convert.FromHexString("020000000c00000063000000")));
            guest.Query(3, BasicConnect.Id, 3);
            guest.Received();
        }

        _modem.ToFunction.Clear();
        guest.Subscribe(4, (BasicConnect.Id, [12]));
        Assert.That(_modem.ToFunction, Is.Empty);
    }

    [Test]
    public void A_stream_that_a_guest_has_taken_is_not_freed_by_the_end_of_the_one_before_it()
    {
        var (first, second, third) = (_modem.Configured(), _modem.Configured(), _modem.Configured());
        Connect(first, 2, DssLinkState.Activate);
        Assert.That(first.Received(), Is.EqualTo(["CommandDone 2 Success"]));
        _modem.Invoke(() => _modem.Group.Faults.Load(ScenarioLibrary.Parse("late.yaml", "schemaVersion: 1\nrules: [ { on: { commandDone: DSS.CONNECT }, do: { delay: 1s } } ]\n")));

        // The guest closes its stream and leaves, and the shared host closes it once more: two ends of it, half a second apart.
        Connect(first, 3, DssLinkState.Deactivate);
        _modem.Clock.Advance(TimeSpan.FromSeconds(0.5));
        first.Link.Detach("it has gone");
        _modem.Clock.Advance(TimeSpan.FromSeconds(0.5));
        Connect(second, 2, DssLinkState.Activate);
        _modem.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(second.Received(), Is.EqualTo(["CommandDone 2 Success"]));

        _modem.ToFunction.Clear();
        Connect(third, 2, DssLinkState.Activate);
        _modem.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.That(_modem.ToFunction, Is.Empty);
        Assert.That(third.Received(), Is.EqualTo(["CommandDone 2 InvalidParameters"]));
    }

    private static void Connect(TestGuest guest, uint transactionId, DssLinkState state) => guest.Send(w => MbimMessageWriter.WriteCommand(
        w, transactionId, Dss.Id, Dss.Connect.Number, MbimCommandType.Set,
        new SetDssConnect { DeviceServiceId = new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"), DssSessionId = 3, DssLinkState = state }, MbimExVersion.V1));

    private sealed class KeptGuest : ISharedHostGuest
    {
        public List<string> Told { get; } = [];

        public bool IsGone => false;

        public int MaxQueuedCommands => 64;

        public bool TakesData => false;

        public void Reopening() => Told.Add("reopening");

        public void Ready() => Told.Add("ready");

        public void Lost(string reason) => Told.Add(reason);

        public void Completed(uint transactionId, in HostCompletion completion) => Told.Add($"{transactionId} {completion.Outcome}");

        public void Indicated(in MbimMessage indication) => Told.Add($"{indication.Cid}");

        public void DataReceived(byte dssSessionId, ReadOnlySpan<byte> datagram) => Told.Add($"{dssSessionId}");

        public void VersionChanged(MbimVersion version) => Told.Add($"{version}");
    }
}
