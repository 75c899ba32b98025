using MbimProtocol.Messages;

namespace MbimEmulator.Tests.Function;

public sealed class FragmentTests
{
    private static readonly byte[] Buffer = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];
    private static readonly string Answer = "CommandDone 5 Success " + Convert.ToHexStringLower(Buffer);

    private readonly TestHost _host = new();

    [SetUp]
    public void Open()
    {
        _host.Handle(1, (t, b) => t.Complete(b));
        _host.Open();
        _host.TryReceive();
    }

    [TestCase(64u, 3)]
    [TestCase(65u, 3)]
    [TestCase(68u, 3)]
    [TestCase(100u, 2)]
    [TestCase(512u, 1)]
    public void A_command_in_fragments_is_answered_as_a_whole_one(uint size, int count)
    {
        _host.SendFragments(5, 1, Buffer, size, [.. Enumerable.Range(0, count)]);
        Assert.That(_host.Received(), Is.EqualTo([Answer]));
    }

    [Test]
    public void A_fragment_that_is_late_by_1250_ms_times_out()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0, 1);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1249));
        Assert.That(_host.Received(), Is.Empty);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 5 TimeoutFragment"]));
        _host.SendFragments(5, 1, Buffer, 64, 2);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 5 FragmentOutOfSequence"]));
    }

    [Test]
    public void Each_fragment_gives_1250_ms_for_the_next()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1200));
        _host.SendFragments(5, 1, Buffer, 64, 1);
        _host.Clock.Advance(TimeSpan.FromMilliseconds(1200));
        _host.SendFragments(5, 1, Buffer, 64, 2);
        _host.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.That(_host.Received(), Is.EqualTo([Answer]));
    }

    [Test]
    public void Another_command_between_fragments_drops_the_unfinished_one()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0, 1);
        _host.Query(6, 1);
        _host.SendFragments(5, 1, Buffer, 64, 2);
        Assert.That(_host.Received(), Is.EqualTo(
            ["FunctionError 5 FragmentOutOfSequence", "CommandDone 6 Success", "FunctionError 5 FragmentOutOfSequence"]));
    }

    [Test]
    public void Open_drops_the_unfinished_command()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0, 1);
        _host.Open(6);
        _host.SendFragments(5, 1, Buffer, 64, 2);
        Assert.That(_host.Received(), Is.EqualTo(["OpenDone 6 Success", "FunctionError 5 FragmentOutOfSequence"]));
    }

    [Test]
    public void A_host_that_goes_drops_its_unfinished_command()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0, 1);
        _host.Link.Detach("unplugged");
        _host.Link = _host.Attach("next");
        _host.SendFragments(5, 1, Buffer, 64, 2);
        Assert.That(_host.Received(), Is.EqualTo(["FunctionError 5 FragmentOutOfSequence"]));
    }

    [Test]
    public void A_cancelled_command_needs_no_more_fragments()
    {
        _host.SendFragments(5, 1, Buffer, 64, 0, 1);
        _host.HostError(5, MbimProtocolError.Cancel);
        _host.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.That(_host.Received(), Is.Empty);
    }

    [Test]
    public void A_notification_comes_in_fragments_too()
    {
        _host.Open(2, 64);
        _host.TryReceive();
        _host.Function.Indicate(
            MbimProtocol.Services.BasicConnectService.BasicConnect.SubscriberReadyStatus, new() { SubscriberId = "001010123456789", SimIccId = "8900000000000000001" });
        var fragments = _host.Received();
        Assert.That(fragments, Has.Length.GreaterThan(1).And.All.StartsWith("IndicateStatus 0 fragment"));
    }
}
