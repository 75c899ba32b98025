namespace MbimEmulator.Tests.Function;

public sealed class BugTests
{
    private readonly TestHost _host = new();

    [Test]
    public void A_bug_in_a_handler_closes_the_link_with_a_reason_and_the_modem_lives_on()
    {
        _host.Handle(1, (_, _) => throw new InvalidOperationException("oops"));
        _host.Handle(2, (t, _) => t.Complete());
        _host.Open();
        _host.Query(2, 1);
        Assert.That(_host.Link.CloseReason, Is.EqualTo("bug in the emulator: oops"));
        _host.Link = _host.Attach("next");
        _host.Query(2, 2);
        Assert.That(_host.Received(), Is.EqualTo(["CommandDone 2 Success"]));
    }

    [Test]
    public void A_bug_in_a_timer_closes_the_holder_and_later_timers_run()
    {
        var ran = 0;
        _host.Group.Clock.Schedule(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("oops"));
        _host.Group.Clock.Schedule(TimeSpan.FromSeconds(1), () => ran++);
        _host.Group.Clock.Schedule(TimeSpan.FromSeconds(2), () => ran++);
        _host.Clock.Advance(TimeSpan.FromSeconds(3));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(_host.Link.CloseReason, Is.EqualTo("bug in the emulator: oops"));
            Assert.That(ran, Is.EqualTo(2));
        }
    }

    [Test]
    public void An_exception_of_an_invoked_action_is_the_callers_and_closes_nothing()
    {
        Assert.That(
            async () => await _host.Group.InvokeAsync(_ => throw new InvalidOperationException("mine")),
            Throws.InvalidOperationException.With.Message.EqualTo("mine"));
        Assert.That(_host.Link.CloseReason, Is.Null);
    }

    [Test]
    public void An_observer_that_throws_disturbs_nobody()
    {
        _host.Group.TransferObserved += (in MbimEmulator.Journal.ObservedTransfer _) => throw new IOException("disk full");
        _host.Open();
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void Observers_see_every_transfer_in_order_with_its_direction()
    {
        var seen = new List<string>();
        _host.Group.TransferObserved += (in MbimEmulator.Journal.ObservedTransfer t) => seen.Add($"{t.Link} {t.Direction} {TestHost.Text(t.Bytes)}");
        _host.Open();
        _host.Close();
        Assert.That(seen, Is.EqualTo(
            ["test ToFunction Open 1 Success", "test ToHost OpenDone 1 Success", "test ToFunction Close 2 Success", "test ToHost CloseDone 2 Success"]));
    }
}
