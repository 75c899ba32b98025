using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class FragmentFaultTests
{
    [Test]
    public void T11_everything_comes_in_small_fragments()
    {
        var bench = Opened("T11");
        bench.Query(BasicConnect.DeviceCaps);
        bench.Do(Notify);
        var sound = bench.TakeSound();
        Assert.That(bench.Take(), Is.EqualTo([.. Split(sound[0], 64), .. Split(sound[1], 64)]));
        Assert.That(bench.Host.Function.MaxControlTransfer, Is.EqualTo(64));
    }

    [Test]
    public void T19_fragments_come_with_pauses_that_are_too_long()
    {
        var bench = Opened("T19");
        bench.Query(BasicConnect.SignalState);
        bench.Advance(2000);
        var fragments = Split(bench.TakeSoundAnswer(), 64);
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(0, fragments[0]), (2000, fragments[1])]));
    }

    [Test]
    public void T20_fragments_come_out_of_order()
    {
        var bench = Opened("T20");
        bench.Query(BasicConnect.DeviceCaps);
        var fragments = Split(bench.TakeSoundAnswer(), 64);
        Assert.That(fragments, Has.Length.GreaterThan(3));
        Assert.That(bench.Take(), Is.EqualTo([fragments[0], fragments[2], fragments[1], .. fragments[3..]]));
    }

    [Test]
    public void T21_the_first_fragment_is_missing()
    {
        var bench = Opened("T21");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(Split(bench.TakeSoundAnswer(), 64)[1..]));
    }

    [TestCase("0", "0", 0u, 0u)]
    [TestCase("1", "1", 1u, 1u)]
    public void T22_the_fragment_header_cannot_be(string total, string add, uint wireTotal, uint wireCurrent)
    {
        var bench = Opened("T22", ("total", total), ("add", add));
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(With(bench.TakeSoundAnswer(), 12, wireTotal), 16, wireCurrent)]));
    }

    [Test]
    public void T23_a_notification_comes_between_fragments()
    {
        var bench = Opened("T23");
        bench.Query(BasicConnect.SignalState);
        var fragments = Split(bench.TakeSoundAnswer(), 64);
        Assert.That(bench.Take(), Is.EqualTo([fragments[0], bench.SignalNotification(), fragments[1]]));
    }

    [Test]
    public void T24_notifications_come_in_fragments()
    {
        var bench = Opened("T24");
        bench.Do(Notify);
        var fragments = Split(bench.TakeSoundAnswer(), 64);
        Assert.That(bench.Take(), Is.EqualTo(fragments));
        Assert.That(fragments.Select(fragment => MessageHeader.Read(fragment).TransactionId), Is.All.Zero);
    }

    [Test]
    public void T25_fragments_of_a_command_arrive_with_different_transaction_ids()
    {
        var bench = Opened("T25");
        bench.Host.SendFragments(5, 1, new byte[100], 64, 0, 1, 2);
        bench.Advance(1250);
        Assert.That(
            bench.Host.Received(),
            Is.EqualTo(["FunctionError 6 FragmentOutOfSequence", "FunctionError 6 FragmentOutOfSequence", "FunctionError 5 TimeoutFragment"]));
    }

    private static void Notify(ModemGroup group) => group.Function.Indicate(
        BasicConnect.SubscriberReadyStatus, new SubscriberReadyInfo { SubscriberId = "001010123456789", SimIccId = "89882110000000000012" });
}
