using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class AnswerFaultTests
{
    [Test]
    public void T12_a_command_is_never_answered()
    {
        var bench = Opened("T12", ("cid", "SIGNAL_STATE"));
        bench.Query(BasicConnect.DeviceCaps);
        bench.Query(BasicConnect.SignalState);
        bench.Advance(60_000);
        Assert.That(bench.Take(), Is.EqualTo([bench.TakeSound()[0]]));

        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "only once");
    }

    [Test]
    public void T13_a_command_is_answered_twice()
    {
        var bench = Opened("T13", ("gap", "50ms"));
        bench.Query(BasicConnect.SignalState);
        bench.Advance(50);
        var answer = bench.TakeSoundAnswer();
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(0, answer), (50, answer)]));
    }

    [Test]
    public void T14_a_late_answer_overlaps_a_retry_whose_answer_is_broken()
    {
        var bench = Ready("T14");
        bench.Query(BasicConnect.HomeProvider);
        bench.Advance(10_000);
        bench.Query(BasicConnect.HomeProvider);
        bench.Advance(2000);
        bench.Query(BasicConnect.HomeProvider);

        var sound = bench.TakeSound();
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(11_000, Shortened(sound[1], 8)), (13_000, sound[0]), (13_000, sound[2])]));
    }

    [Test]
    public void T15_command_done_has_another_transaction_id()
    {
        var bench = Opened("T15");
        var id = bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 8, id + 7)]));
    }

    [Test]
    public void T16_command_done_is_of_another_cid()
    {
        var bench = Opened("T16");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 36, BasicConnect.RadioState.Number)]));
    }

    [Test]
    public void T17_notifications_and_the_answer_come_in_one_transfer()
    {
        var bench = Opened("T17");
        bench.Query(BasicConnect.SignalState);
        var radio = Message(writer =>
            MbimMessageWriter.WriteIndicateStatus(writer, BasicConnect.Id, BasicConnect.RadioState.Number, bench.Host.Group.Modem.RadioState, MbimExVersion.V1));
        Assert.That(bench.Take(), Is.EqualTo([(byte[])[.. bench.SignalNotification(), .. bench.TakeSoundAnswer(), .. radio]]));
    }

    [Test]
    public void T36_a_command_is_answered_with_an_unknown_status()
    {
        var bench = Opened("T36");
        var id = bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([Failure(id, (MbimStatus)0x7777)]));
    }

    [TestCase("failure-with-buffer")]
    [TestCase("success-without-buffer")]
    public void T37_status_and_buffer_contradict_each_other(string variant)
    {
        var bench = Opened("T37", ("variant", variant));
        var id = bench.Query(BasicConnect.SignalState);
        var sound = bench.TakeSoundAnswer();
        Assert.That(bench.Take(), Is.EqualTo([variant == "failure-with-buffer" ? With(sound, 40, 2) : Failure(id, MbimStatus.Success)]));
    }

    [Test]
    public void T38_a_command_is_answered_busy()
    {
        var bench = Opened("T38");
        var id = bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([Failure(id, MbimStatus.Busy)]));
        bench.TakeSound();
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "sent again");
    }

    [Test]
    public void T45_the_answer_stands_behind_a_flood_of_notifications()
    {
        var bench = Opened("T45", ("count", "5"));
        bench.Query(BasicConnect.SignalState);
        bench.Advance(50);
        var signal = bench.SignalNotification();
        Assert.That(
            bench.TakeArrivals(),
            Is.EqualTo([(0, signal), (10, signal), (20, signal), (30, signal), (40, signal), (50, bench.TakeSoundAnswer())]));
    }

    [Test]
    public void T49_a_cid_that_the_modem_does_not_have_is_not_answered()
    {
        var bench = Opened("T49");
        bench.Query(MsBasicConnectExtensions.ModemLoggingConfig);
        Assert.That(bench.TakeSound(), Has.Length.EqualTo(1), "NO_DEVICE_SUPPORT");
        bench.Advance(60_000);
        Assert.That(bench.Take(), Is.Empty);

        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "what the modem has");
    }

    private static byte[] Failure(uint transactionId, MbimStatus status) => Message(writer =>
        MbimMessageWriter.WriteCommandDone(writer, transactionId, BasicConnect.Id, BasicConnect.SignalState.Number, status, []));
}
