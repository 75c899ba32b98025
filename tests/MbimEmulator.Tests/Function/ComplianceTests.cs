namespace MbimEmulator.Tests.Function;

public sealed class ComplianceTests
{
    private readonly TestHost _host = new();

    [Test]
    public void CM_01_open_is_answered_with_its_transaction_id_and_success()
    {
        _host.Open(7);
        Assert.That(_host.Received(), Is.EqualTo(new[] { "OpenDone 7 Success" }));
    }

    [Test]
    public void CM_03_open_while_open_gives_one_open_done_and_no_close_done()
    {
        _host.Open(1);
        _host.Received();
        _host.Open(2);
        Assert.That(_host.Received(), Is.EqualTo(new[] { "OpenDone 2 Success" }));
    }

    [Test]
    public void CM_04_command_done_carries_the_transaction_id_of_the_command()
    {
        _host.Handle(1, (t, b) => t.Complete(b));
        _host.Open();
        _host.Query(99, 1, 1, 2, 3, 4);
        Assert.That(_host.Received(), Is.EqualTo(new[] { "OpenDone 1 Success", "CommandDone 99 Success 01020304" }));
    }
}
