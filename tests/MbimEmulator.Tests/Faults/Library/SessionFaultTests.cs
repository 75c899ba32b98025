using MbimEmulator.Links;
using MbimEmulator.Profiles;
using MbimEmulator.Tests.Function;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class SessionFaultTests
{
    [Test]
    public void T01_open_is_answered_when_the_modem_has_booted()
    {
        var bench = new LibraryBench("T01");
        bench.Open();
        bench.Advance(5000);
        bench.Open();
        bench.Advance(14_999);
        Assert.That(bench.Take(), Is.Empty);

        bench.Advance(1);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()));
        bench.Open();
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "it has booted");
    }

    [Test]
    public void T02_the_first_open_is_lost()
    {
        var bench = new LibraryBench("T02");
        bench.Open();
        bench.Advance(5000);
        Assert.That(bench.Take(), Is.Empty);
        Assert.That(bench.Host.Function.IsOpen, Is.False);

        bench.TakeSound();
        bench.Open();
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()));
    }

    [Test]
    public void T03_open_done_comes_late()
    {
        var bench = new LibraryBench("T03");
        bench.Open();
        bench.Advance(5000);
        bench.Open();
        bench.Advance(1000);

        var sound = bench.TakeSound();
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(5000, sound[1]), (6000, sound[0])]));
    }

    [Test]
    public void T04_open_fails()
    {
        var bench = new LibraryBench("T04");
        bench.Open();

        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 12, 2)]));
        Assert.That(bench.Host.Function.IsOpen, Is.False);
    }

    [Test]
    public void T05_close_done_answers_open()
    {
        var bench = new LibraryBench("T05");
        var id = bench.Open();
        Assert.That(bench.Take(), Is.EqualTo([Message(writer => MbimMessageWriter.WriteCloseDone(writer, id, MbimStatus.Success))]));

        bench.TakeSound();
        bench.Close();
        bench.Open();
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "CLOSE and OPEN work");
    }

    [Test]
    public void T06_a_second_open_drops_contexts_and_tells_by_open_done_alone()
    {
        var bench = new LibraryBench(new ModemProfile(), CarrierKind.InProcess, "T06");
        var id = bench.Open();
        bench.Advance(1000);
        bench.Set(BasicConnect.Connect, ModemBench.Activation());
        bench.Advance(1000);
        Assert.That(bench.Host.Group.Modem.ActiveContexts, Has.Count.EqualTo(1));
        bench.Fresh();

        bench.Advance(2999);
        Assert.That(bench.Take(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Take(), Is.EqualTo([Message(writer => MbimMessageWriter.WriteOpenDone(writer, id, MbimStatus.Success))]));
        Assert.That(bench.Host.Group.Modem.ActiveContexts, Is.Empty);
        Assert.That(bench.Host.Function.IsOpen);
    }

    [Test]
    public void T07_open_done_has_another_transaction_id()
    {
        var bench = new LibraryBench("T07");
        var id = bench.Open();
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 8, id + 7)]));
    }

    [Test]
    public void T08_a_command_is_refused_as_not_opened()
    {
        var bench = Opened("T08");
        var id = bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([Message(writer => MbimMessageWriter.WriteFunctionError(writer, id, MbimProtocolError.NotOpened))]));

        bench.TakeSound();
        bench.Close();
        bench.Open();
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "opened again");
    }

    [Test]
    public void T09_close_is_not_answered()
    {
        var bench = Opened("T09");
        bench.Close();
        Assert.That(bench.Take(), Is.Empty);
        Assert.That(bench.Host.Function.IsOpen, Is.False);

        bench.TakeSound();
        bench.Open();
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()), "it can be opened again");
    }

    [Test]
    public void T10_the_first_command_is_answered_late()
    {
        var bench = Opened("T10");
        bench.Query(BasicConnect.DeviceCaps);
        bench.Advance(1000);
        bench.Query(BasicConnect.SignalState);
        bench.Advance(11_000);

        var sound = bench.TakeSound();
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(1000, sound[1]), (12_000, sound[0])]));
    }

    [Test]
    public void T42_the_connection_ends_while_a_command_is_outstanding()
    {
        var bench = Opened("T42", ("cid", "SIGNAL_STATE"));
        bench.Query(BasicConnect.DeviceCaps);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSound()));

        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.Empty);
        Assert.That(bench.Host.Link.CloseReason, Is.Not.Null);
        Assert.That(TestHost.Wait(bench.Host.Link.WaitToReceiveAsync()), Is.False);
    }

    [Test]
    public void T50_a_notification_comes_behind_close_done()
    {
        var bench = Opened("T50");
        bench.Close();
        bench.Advance(10);
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(0, bench.TakeSoundAnswer()), (10, bench.SignalNotification())]));
    }

    [TestCase(CarrierKind.Stream)]
    [TestCase(CarrierKind.Pty)]
    [TestCase(CarrierKind.Usb)]
    public void T51_the_next_program_gets_what_the_last_one_did_not_read(CarrierKind carrier)
    {
        var bench = new LibraryBench(TestHost.Quiet, carrier, "T51");
        bench.Open();
        bench.Fresh();
        bench.Query(BasicConnect.DeviceCaps);
        var unread = bench.TakeSoundAnswer();
        Assert.That(bench.Take(), Is.Empty);
        bench.Host.Link.Detach("killed");
        bench.Host.Link = bench.Host.Attach("next", carrier);
        bench.Host.Open(9);
        Assert.That(bench.Take(), Is.EqualTo(new[] { unread, OpenDone(9) }));
        bench.Host.Open(10);
        Assert.That(bench.Take(), Is.EqualTo(new[] { OpenDone(10) }), "it was left once");
    }

    [Test]
    public void What_is_left_behind_is_bounded()
    {
        var bench = new LibraryBench(TestHost.Quiet, CarrierKind.InProcess, "T51", ("times", "0"));
        bench.Open();
        for (var i = 0; i < 100; i++)
        {
            bench.Query(BasicConnect.DeviceCaps);
        }

        bench.Fresh();
        bench.Host.Open(200);
        Assert.That(bench.Take(), Has.Length.EqualTo(64 + 1));
    }

    private static byte[] OpenDone(byte transactionId) => [1, 0, 0, 0x80, 16, 0, 0, 0, transactionId, 0, 0, 0, 0, 0, 0, 0];
}
