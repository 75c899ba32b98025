using System.Buffers;
using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Sharing;
using MbimEmulator.Tests.Function;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Sharing;

public sealed class FairnessTests
{
    private readonly SharedModem _modem = new(new FunctionProfile { MaxOutstandingCommands = 2 });
    private readonly List<(MbimProtocol.Server.Transaction Transaction, byte Name)> _taken = [];
    private int _answered;

    public FairnessTests() => _modem.Group.Function.Dispatcher.OnCommand(
        TestHost.Service, 1, MbimCommandType.Query, (transaction, buffer) => _taken.Add((transaction, buffer[0])));

    private string Taken => string.Concat(_taken.Select(command => (char)command.Name));

    [Test]
    public void What_is_over_the_functions_limit_waits_and_guests_are_served_in_turn()
    {
        var (greedy, second, third) = (_modem.Configured(), _modem.Configured(), _modem.Configured());
        Ask(greedy, "abcde");
        Ask(second, "uv");
        Ask(third, "xy");
        Assert.That(Taken, Is.EqualTo("ab"));
        while (_answered < _taken.Count)
        {
            Answer();
        }

        Assert.That(Taken, Is.EqualTo("abcuxdvye"));
        Assert.That(greedy.Received(), Is.EqualTo(
            ["CommandDone 97 Success 61", "CommandDone 98 Success 62", "CommandDone 99 Success 63", "CommandDone 100 Success 64", "CommandDone 101 Success 65"]));
        Assert.That(second.Received(), Is.EqualTo(["CommandDone 117 Success 75", "CommandDone 118 Success 76"]));
        Assert.That(third.Received(), Is.EqualTo(["CommandDone 120 Success 78", "CommandDone 121 Success 79"]));
    }

    [Test]
    public void A_guest_that_leaves_takes_its_waiting_commands_with_it()
    {
        var (leaver, stayer) = (_modem.Configured(), _modem.Configured());
        Ask(leaver, "abcd");
        Ask(stayer, "u");
        leaver.Link.Detach("gone");
        Answer();
        Answer();
        Assert.That(Taken, Is.EqualTo("abu"));
    }

    [Test]
    public void A_guest_with_too_many_waiting_commands_gets_BUSY_and_another_does_not()
    {
        var (greedy, other) = (_modem.Configured(), _modem.Configured());
        Ask(greedy, new string('a', 2 + 64));
        Assert.That(greedy.Received(), Is.Empty);
        Ask(greedy, "z");
        Assert.That(greedy.Received(), Is.EqualTo(["CommandDone 122 Busy"]));
        Ask(other, "u");
        Assert.That(other.Received(), Is.Empty);
    }

    [Test]
    public void Subscriptions_wait_behind_their_guests_commands_and_outlive_their_guest()
    {
        var (leaver, stayer) = (_modem.Configured(), _modem.Configured());
        Ask(leaver, "ab");
        leaver.Subscribe(2, (TestHost.Service, [4]));
        stayer.Subscribe(3, (TestHost.Service, [4]));
        leaver.Link.Detach("gone");
        Answer();
        _modem.Invoke(() => _modem.Group.Function.Indicate(TestHost.Service, 4, [9]));
        Assert.That(stayer.Received(), Is.EqualTo(
            ["CommandDone 3 Success " + Convert.ToHexStringLower(SubscribeEcho()), "IndicateStatus 0 CID 4 09"]));
    }

    [Test]
    public void What_waits_when_the_session_breaks_is_refused_with_it()
    {
        var guest = _modem.Configured();
        Ask(guest, "abc");
        _modem.Invoke(() => _modem.Group.Function.Receive(
            _modem.Group.CreateLink(new() { Name = "nobody" }), Convert.FromHexString("020000000c00000063000000")));
        _modem.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.That(Taken, Is.EqualTo("ab"));
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 99 NotOpened"]));
    }

    [Test]
    public void What_has_not_had_its_turn_when_the_session_breaks_is_refused_too()
    {
        var guest = _modem.Configured();
        Ask(guest, "abcde");
        _modem.Invoke(() => _modem.Group.Function.Receive(
            _modem.Group.CreateLink(new() { Name = "nobody" }), Convert.FromHexString("020000000c00000063000000")));
        _modem.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 99 NotOpened", "FunctionError 100 NotOpened", "FunctionError 101 NotOpened"]));
    }

    [Test]
    public void What_a_guest_that_leaves_had_waiting_gives_its_memory_back()
    {
        var turns = new FairCommandQueue();
        var member = new SharedHostMember(null!, new SubscriptionMerge().Add());
        var memory = ArrayPool<byte>.Shared.Rent(1000);
        turns.Add(member, new QueuedCommand(default, Transfer.Own(memory, 1), new SharedRequest(SharedRequestPurpose.Command, member)));
        turns.Drop(member);
        var next = ArrayPool<byte>.Shared.Rent(1000);
        Assert.That(next, Is.SameAs(memory));
        ArrayPool<byte>.Shared.Return(next);
    }

    private static byte[] SubscribeEcho()
    {
        var writer = new System.Buffers.ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(
            writer,
            1,
            BasicConnect.Id,
            19,
            MbimCommandType.Set,
            new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = TestHost.Service, Cids = [4] }] },
            MbimProtocol.MbimExVersion.V1);
        return writer.WrittenSpan[48..].ToArray();
    }

    private static void Ask(TestGuest guest, string names)
    {
        foreach (var name in names)
        {
            guest.Query(name, TestHost.Service, 1, (byte)name);
        }
    }

    private void Answer() => _modem.Invoke(() =>
    {
        var (transaction, name) = _taken[_answered++];
        transaction.Complete([name]);
    });
}
