using MbimEmulator.Links;

namespace MbimEmulator.Tests.Function;

public sealed class HostAdmissionTests
{
    private readonly TestHost _host = new();

    [Test]
    public void A_newcomer_is_refused_after_the_grace_with_the_holders_name()
    {
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var attach = link.AttachAsync();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(249));
        Assert.That(attach.IsCompleted, Is.False);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TestHost.Wait(attach), Is.False);
            Assert.That(link.CloseReason, Is.EqualTo("modem0 is in use by 'test'"));
        }

        _host.Open();
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void A_newcomer_gets_the_place_when_the_holder_goes_within_the_grace()
    {
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var attach = link.AttachAsync();
        _host.Clock.Advance(TimeSpan.FromMilliseconds(200));
        _host.Link.Detach("end of stream");
        Assert.That(TestHost.Wait(attach));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That(link.CloseReason, Is.Null);
    }

    [Test]
    public void Newcomers_get_the_place_in_their_order()
    {
        var second = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var third = _host.Group.CreateLink(new ModemLinkOptions { Name = "third" });
        var attachSecond = second.AttachAsync();
        var attachThird = third.AttachAsync();
        _host.Link.Detach("gone");
        Assert.That(TestHost.Wait(attachSecond));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TestHost.Wait(attachThird), Is.False);
            Assert.That(third.CloseReason, Is.EqualTo("modem0 is in use by 'second'"));
        }
    }

    [Test]
    public void Host_error_behind_close_is_noted_on_a_link_that_ends_with_close_done()
    {
        _host.Link.Detach("another carrier");
        _host.Link = _host.Attach("pty", CarrierKind.Pty);
        _host.Open();
        _host.Close();
        _host.HostError(3, MbimProtocol.Messages.MbimProtocolError.FragmentOutOfSequence);
        Assert.That(_host.Function.HostErrors, Is.EqualTo(1));
    }

    [TestCase(0)]
    [TestCase(250)]
    public void A_holder_whose_peer_is_gone_makes_way(int afterMilliseconds)
    {
        var gone = afterMilliseconds == 0;
        _host.Link.Detach("make room");
        var holder = _host.Group.CreateLink(new ModemLinkOptions { Name = "holder", IsPeerGone = () => gone });
        Assert.That(TestHost.Wait(holder.AttachAsync()));
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var attach = link.AttachAsync();
        gone = true;
        _host.Clock.Advance(TimeSpan.FromMilliseconds(afterMilliseconds));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TestHost.Wait(attach));
            Assert.That(holder.CloseReason, Is.EqualTo("its peer has disconnected"));
        }
    }

    [Test]
    public void A_patient_newcomer_waits_beyond_the_grace_and_gets_the_place_before_later_ones()
    {
        var patient = Wait("patient", out var attach);
        _host.Clock.Advance(TimeSpan.FromHours(1));
        Assert.That((attach.IsCompleted, patient.CloseReason), Is.EqualTo((false, default(string))));
        var late = _host.Group.CreateLink(new ModemLinkOptions { Name = "late" });
        var attachLate = late.AttachAsync();
        _host.Link.Detach("gone");
        Assert.That(TestHost.Wait(attach));
        _host.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.That((TestHost.Wait(attachLate), late.CloseReason), Is.EqualTo((false, "modem0 is in use by 'patient'")));
    }

    [Test]
    public void A_patient_newcomer_gets_the_place_when_the_modem_is_plugged_in_again()
    {
        var before = Wait("before", out var attachBefore);
        Assert.That(_host.Group.RemoveAsync().Wait(TimeSpan.FromSeconds(30)));
        var refused = _host.Group.CreateLink(new ModemLinkOptions { Name = "refused" });
        Assert.That((TestHost.Wait(refused.AttachAsync()), refused.CloseReason), Is.EqualTo((false, "modem0 is not plugged in")));
        var second = Wait("second", out var attachSecond);
        Assert.That((attachBefore.IsCompleted, attachSecond.IsCompleted), Is.EqualTo((false, false)));

        Assert.That(_host.Group.InsertAsync().Wait(TimeSpan.FromSeconds(30)));
        Assert.That((TestHost.Wait(attachBefore), before.CloseReason), Is.EqualTo((true, default(string))), "plugging in does not end what begins with it");
        Assert.That(attachSecond.IsCompleted, Is.False);
        before.Detach("gone");
        Assert.That((TestHost.Wait(attachSecond), second.CloseReason), Is.EqualTo((true, default(string))));
    }

    [Test]
    public void A_patient_newcomer_that_leaves_is_forgotten_and_one_whose_modem_ends_is_told()
    {
        var leaver = Wait("leaver", out var attachLeaver);
        var patient = Wait("patient", out var attach);
        leaver.Detach("gone");
        Assert.That(TestHost.Wait(attachLeaver), Is.False);
        Assert.That(_host.Group.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(30)));
        Assert.That((TestHost.Wait(attach), patient.CloseReason), Is.EqualTo((false, "modem0 was stopped")));
    }

    private ModemLink Wait(string name, out ValueTask<bool> attach)
    {
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = name, IsPatient = true });
        attach = link.AttachAsync();
        return link;
    }

    [Test]
    public void A_newcomer_that_gives_up_is_forgotten()
    {
        using var cancel = new CancellationTokenSource();
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var attach = link.AttachAsync(cancel.Token).AsTask();
        cancel.Cancel();
        Assert.That(async () => await attach, Throws.InstanceOf<OperationCanceledException>());
        _host.Link.Detach("gone");
        Assert.That(_host.Attach("third").CloseReason, Is.Null);
    }

    [Test]
    public void A_thousand_connections_one_after_the_other_all_get_the_place()
    {
        for (var i = 0; i < 1000; i++)
        {
            _host.Link.Detach("closed");
            _host.Link = _host.Attach($"connection {i}");
        }

        _host.Open();
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void The_session_survives_a_lost_connection_but_its_commands_are_not_answered()
    {
        var held = default(MbimProtocol.Server.Transaction);
        _host.Handle(1, (t, _) => held = t);
        _host.Handle(2, (t, _) => t.Complete());
        _host.Open();
        _host.Query(5, 1);
        _host.Link.Detach("killed");
        _host.Link = _host.Attach("next");
        held.Complete();
        _host.Query(5, 2);
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 5 Success"]));
    }

    [Test]
    public void Close_done_ends_a_pty_link_and_gives_up_the_place()
    {
        _host.Link.Detach("make room");
        _host.Link = _host.Attach("pty", CarrierKind.Pty);
        _host.Open();
        _host.Close();
        Assert.That(_host.Link.CloseReason, Is.EqualTo("the host closed the function"));
        var next = _host.Attach("next");
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success", "CloseDone 2 Success"]));
        Assert.That(TestHost.Wait(_host.Link.WaitToReceiveAsync()), Is.False);
        Assert.That(next.CloseReason, Is.Null);
    }

    [TestCase(CarrierKind.Stream)]
    [TestCase(CarrierKind.InProcess)]
    public void Close_done_leaves_other_links_the_place(CarrierKind carrier)
    {
        _host.Link.Detach("make room");
        _host.Link = _host.Attach("other", carrier);
        _host.Open();
        _host.Close();
        _host.Open(3);
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success", "CloseDone 2 Success", "OpenDone 3 Success"]));
    }

    [Test]
    public void What_a_link_without_the_place_sends_is_dropped()
    {
        var link = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        link.Send(Transfer.Copy("\x01\0\0\0"u8));
        Assert.That(_host.Received(), Is.Empty);
    }

    [Test]
    public async Task Stopping_the_group_closes_every_link()
    {
        var waiting = _host.Group.CreateLink(new ModemLinkOptions { Name = "second" });
        var attach = waiting.AttachAsync();
        await _host.Group.DisposeAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Link.CloseReason, Is.EqualTo("modem0 was stopped"));
            Assert.That(TestHost.Wait(attach), Is.False);
            Assert.That(() => _host.Group.CreateLink(new ModemLinkOptions { Name = "late" }), Throws.InstanceOf<ObjectDisposedException>());
            Assert.That(async () => await _host.Group.InvokeAsync(_ => { }), Throws.InstanceOf<ObjectDisposedException>());
        }
    }
}
