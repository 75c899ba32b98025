using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Sharing;

public sealed class SharedHostTests
{
    private static readonly Guid Echo = new("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7");

    private readonly SharedModem _modem = new();

    [Test]
    public void The_first_guest_opens_the_function_and_later_ones_ask_for_a_sign_of_life()
    {
        _modem.Configured();
        _modem.Configured();
        Assert.That(_modem.ToFunction.Select(Sent), Is.EqualTo(["Open", "Command 1"]));
    }

    [Test]
    public void The_function_stays_open_when_the_last_guest_leaves()
    {
        _modem.Configured().Link.Detach("gone");
        _modem.Configured();
        Assert.That(_modem.ToFunction.Select(Sent), Is.EqualTo(["Open", "Command 1"]));
    }

    [Test]
    public void Another_host_gets_the_place_at_once_while_there_are_no_guests()
    {
        _modem.Configured().Link.Detach("gone");
        Assert.That(_modem.Direct().Attached);
        Assert.That(_modem.Group.Function.IsOpen);
    }

    [Test]
    public void Another_host_gets_the_place_at_once_when_the_guests_have_gone_unnoticed()
    {
        var isGone = false;
        var guest = _modem.Guest(isPeerGone: () => isGone);
        guest.Configure(1);
        isGone = true;
        Assert.That(_modem.Direct().Attached);
        Assert.That(guest.Link.CloseReason, Is.Not.Null);
    }

    [Test]
    public void Another_host_gets_the_place_when_the_last_guest_leaves_within_its_grace()
    {
        var guest = _modem.Configured();
        var direct = _modem.Group.CreateLink(new ModemLinkOptions { Name = "direct" });
        var attaching = direct.AttachAsync().AsTask();
        _modem.Clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.That(attaching.IsCompleted, Is.False);
        guest.Link.Detach("gone");
        Assert.That(attaching.Wait(TimeSpan.FromSeconds(30)) && attaching.Result);
    }

    [Test]
    public void Another_host_is_refused_while_there_are_guests()
    {
        var guest = _modem.Configured();
        var direct = _modem.Group.CreateLink(new ModemLinkOptions { Name = "direct" });
        var attaching = direct.AttachAsync().AsTask();
        _modem.Clock.Advance(TimeSpan.FromMilliseconds(250));
        Assert.That(attaching.Wait(TimeSpan.FromSeconds(30)) && !attaching.Result);
        Assert.That(direct.CloseReason, Is.EqualTo("modem0 is in use by 'shared host'"));
        guest.Query(2, BasicConnect.Id, 3);
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 2 Success 0100000001000000"]));
    }

    [Test]
    public void CONFIGURATION_closes_without_an_answer_when_another_host_keeps_the_place()
    {
        _modem.Direct();
        var guest = _modem.Guest();
        guest.Configure(1);
        _modem.Clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.That(guest.Link.CloseReason, Is.Null);
        _modem.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(guest.Link.CloseReason, Is.EqualTo("modem0 is in use by 'direct'"));
        Assert.That(guest.Received(), Is.Empty);
    }

    [Test]
    public void Direct_and_shared_hosts_take_turns()
    {
        for (var turn = 0; turn < 10; turn++)
        {
            var guest = _modem.Configured();
            guest.Query(2, BasicConnect.Id, 3);
            Assert.That(guest.Received(), Is.EqualTo(["CommandDone 2 Success 0100000001000000"]));
            guest.Link.Detach("gone");
            var (direct, attached) = _modem.Direct();
            Assert.That(attached);
            direct.Detach("gone");
        }
    }

    [Test]
    public void The_place_is_given_up_after_300_idle_seconds()
    {
        _modem.Configured().Link.Detach("gone");
        var transfers = _modem.ToFunction.Count;
        _modem.Clock.Advance(TimeSpan.FromSeconds(300));
        Assert.That(_modem.ToFunction, Has.Count.EqualTo(transfers));
        _modem.ToFunction.Clear();
        _modem.Configured();
        Assert.That(_modem.ToFunction.Select(Sent), Is.EqualTo(["Open"]));
    }

    [Test]
    public void Stopping_the_modem_closes_its_guests()
    {
        var guest = _modem.Configured();
        Assert.That(_modem.Group.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
        Assert.That(guest.Link.CloseReason, Is.EqualTo("modem0 was stopped"));
    }

    [Test]
    public void A_modem_that_loses_power_loses_its_guests_and_later_ones_open_it_again()
    {
        var guest = _modem.Configured();
        _modem.Invoke(() => _modem.Group.Modem.PowerCycle());
        Assert.That(guest.Link.CloseReason, Is.EqualTo("modem0 lost power"));
        _modem.ToFunction.Clear();
        _modem.Configured();
        Assert.That(_modem.ToFunction.Select(Sent), Is.EqualTo(["Open"]));
    }

    [Test]
    public void A_late_answer_for_a_guest_that_vanished_is_dropped()
    {
        var transactions = new List<MbimProtocol.Server.Transaction>();
        _modem.Group.Function.Dispatcher.OnCommand(TestHost.Service, 1, MbimCommandType.Query, (transaction, _) => transactions.Add(transaction));
        var vanishing = _modem.Configured();
        var other = _modem.Configured();
        vanishing.Query(5, TestHost.Service, 1);
        other.Query(5, TestHost.Service, 1);
        vanishing.Link.Detach("gone");
        _modem.Invoke(() => transactions.ForEach(transaction => transaction.Complete([7])));
        Assert.That(other.Received(), Is.EqualTo(["CommandDone 5 Success 07"]));
    }

    [Test]
    public void A_command_without_an_answer_is_cancelled_at_the_function_after_300_seconds()
    {
        _modem.Group.Function.Dispatcher.OnCommand(TestHost.Service, 1, MbimCommandType.Query, (_, _) => { });
        var guest = _modem.Configured();
        guest.Query(5, TestHost.Service, 1);
        _modem.Clock.Advance(TimeSpan.FromSeconds(299));
        Assert.That(_modem.ToFunction.Select(Sent), Has.None.EqualTo("HostError"));
        _modem.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(_modem.ToFunction.Select(Sent), Has.One.EqualTo("HostError"));
        Assert.That(_modem.Group.Function.OutstandingCommands, Is.Zero);
    }

    [Test]
    public void A_function_that_says_it_is_not_open_is_opened_again_with_standard_subscriptions()
    {
        var guest = _modem.Configured();
        guest.Subscribe(2, (BasicConnect.Id, [12]), (Echo, []));
        guest.Received();
        _modem.Invoke(CloseBehindTheHost);
        guest.Query(3, BasicConnect.Id, 3);
        guest.Query(4, BasicConnect.Id, 3);
        Assert.That(guest.Received(), Is.EqualTo(["FunctionError 3 NotOpened", "CommandDone 4 Success 0100000001000000"]));
        Indicate();
        Assert.That(guest.Received(), Is.EqualTo(["IndicateStatus 0 CID 3 0100000001000000"]));

        void CloseBehindTheHost()
        {
            var link = _modem.Group.CreateLink(new ModemLinkOptions { Name = "nobody" });
            _modem.Group.Function.Receive(link, Convert.FromHexString("020000000c00000063000000"));
        }
    }

    [Test]
    public void The_version_that_one_guest_agreed_on_is_told_to_all_and_to_later_ones_before_their_CONFIGURATION_DONE()
    {
        const string Told = "070000803000000000000000010000000000000"
            + "0838cf7fb8d0d4d7f871ed71dbefbb39b020000000400000000010003";
        var modem = new SharedModem(new MbimEmulator.Profiles.FunctionProfile { MaxExtendedVersion = MbimExVersion.V3 });
        var first = modem.Configured();
        var second = modem.Configured();
        first.QueryVersion(2, MbimExVersion.V3);
        Assert.That(second.TryReceiveHex(), Is.EqualTo(Told));
        Assert.That(first.Received()[0], Is.EqualTo("CommandDone 2 Success 00010003"));

        var later = modem.Guest();
        later.Configure(1);
        Assert.That(later.TryReceiveHex(), Is.EqualTo(Told));
        Assert.That(later.Received(), Is.EqualTo(["CommandDone 1 Success"]));
    }

    [Test]
    public void Subscriptions_are_each_guests_own()
    {
        var standard = _modem.Configured();
        var narrow = _modem.Configured();
        var none = _modem.Configured();
        _modem.ToFunction.Clear();
        narrow.Subscribe(2, (BasicConnect.Id, [12]));
        none.Subscribe(2);
        Assert.That(_modem.ToFunction, Is.Empty);
        Assert.That(none.Received(), Is.EqualTo(["CommandDone 2 Success 00000000"]));
        narrow.Received();
        Indicate();
        Assert.That(standard.Received(), Has.Length.EqualTo(1));
        Assert.That(narrow.Received(), Is.Empty);
        Assert.That(none.Received(), Is.Empty);
    }

    [Test]
    public void The_function_is_told_when_the_union_changes_and_the_guest_gets_its_own_list_back()
    {
        var guest = _modem.Configured();
        _modem.ToFunction.Clear();
        guest.Subscribe(2, (BasicConnect.Id, [11]), (Echo, [4]));
        Assert.That(_modem.ToFunction.Select(Sent), Is.EqualTo(["Command 19"]));
        var answer = guest.TryReceive()!;
        Assert.That(MbimMessage.TryParse(answer, MbimReadMode.Strict, out var message, out _));
        Assert.That(DeviceServiceSubscribeList.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var list, out _));
        Assert.That(list!.Events, Has.Count.EqualTo(2));
        guest.Subscribe(3, (BasicConnect.Id, [11]), (Echo, [4]));
        Assert.That(_modem.ToFunction, Has.Count.EqualTo(1));
    }

    [Test]
    public void What_a_guest_that_left_wanted_is_gone_from_the_list_that_the_function_gets_next()
    {
        var leaver = _modem.Configured();
        var stayer = _modem.Configured();
        leaver.Subscribe(2, (Echo, [4]));
        leaver.Link.Detach("left");
        _modem.ToFunction.Clear();
        stayer.Subscribe(2, (MsBasicConnectExtensions.Id, [9]));
        Assert.That(MbimMessage.TryParse(_modem.ToFunction.Single(), MbimReadMode.Strict, out var message, out _));
        Assert.That(DeviceServiceSubscribeList.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var list, out _));
        var services = list!.Events.Select(entry => entry.DeviceServiceId).ToArray();
        Assert.That(services, Does.Contain(MsBasicConnectExtensions.Id).And.Not.Contain(Echo));
    }

    [Test]
    public void A_list_that_cannot_be_read_is_invalid()
    {
        var guest = _modem.Configured();
        guest.Send(w => MbimMessageWriter.WriteCommand(w, 2, BasicConnect.Id, 19, MbimCommandType.Set, [255, 255, 255, 255]));
        Assert.That(guest.Received(), Is.EqualTo(["CommandDone 2 InvalidParameters"]));
    }

    [Test]
    public void A_guest_that_never_reads_disturbs_none_of_fifteen_others_and_is_closed_after_30_seconds()
    {
        var lazy = _modem.Configured();
        var others = Enumerable.Range(0, 15).Select(_ => _modem.Configured()).ToList();
        for (var i = 0u; i < 64; i++)
        {
            lazy.Query(2 + i, BasicConnect.Id, 3);
        }

        for (var second = 0u; second < 30; second++)
        {
            Assert.That(lazy.Link.CloseReason, Is.Null);
            Indicate();
            foreach (var other in others)
            {
                other.Query(100 + second, BasicConnect.Id, 3);
                Assert.That(other.Received().Count(line => line == $"CommandDone {100 + second} Success 0100000001000000"), Is.EqualTo(1));
            }

            _modem.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.That(lazy.Link.CloseReason, Is.EqualTo("the host did not read for 30 s"));
        Assert.That(others.Select(other => other.Link.CloseReason), Has.All.Null);
    }

    private static string Sent(byte[] transfer)
    {
        var header = MessageHeader.Read(transfer);
        return header.Type == MbimMessageType.Command ? $"Command {BitConverter.ToUInt32(transfer, 36)}" : header.Type.ToString();
    }

    private void Indicate() => _modem.Invoke(() => _modem.Group.Function.Indicate(
        BasicConnect.RadioState, new RadioStateInfo { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On }));
}
