using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Tests.Framing;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Server;

internal sealed class MbimServerTests
{
    private static readonly string[] Opened = ["< OpenDone 1 Success"];

    [Test]
    public void Open_agrees_on_the_smaller_transfer_and_an_open_session_is_opened_anew()
    {
        var bench = new ServerBench();
        Assert.That(bench.Server.IsOpen, Is.False);
        bench.Open(4096);
        Assert.That((bench.Server.IsOpen, bench.Server.MaxControlTransfer), Is.EqualTo((true, 100u)));
        bench.Receive(ServerBench.Command(7));
        bench.Server.Version = MbimExVersion.V3;
        bench.Open(80);
        Assert.That(bench.Take(), Is.EqualTo(new[] { "< OpenDone 1 Success", "> Command 7, 0 bytes", "closed", "< OpenDone 1 Success" }));
        Assert.That((bench.Server.MaxControlTransfer, bench.Server.Version, bench.Server.OutstandingCommands), Is.EqualTo((80u, MbimExVersion.V1, 0)));
        bench.Commands[0].Complete();
        bench.Open(63);
        Assert.That(bench.Take(), Is.EqualTo(new[] { "refused 1 MaxTransfer, 0 bytes", "< FunctionError 1 MaxTransfer" }));
        Assert.That(bench.Server.IsOpen);
    }

    [Test]
    public void Open_may_be_answered_later_or_with_a_failure()
    {
        var bench = new ServerBench { OpenStatus = null };
        Assert.That(bench.Server.CompleteOpen(MbimStatus.Success), Is.False);
        bench.Open();
        Assert.That((bench.Server.IsOpen, bench.Server.HasOpened), Is.EqualTo((false, true)));
        bench.Receive(ServerBench.Command(7));
        Assert.That(bench.Take(), Is.EqualTo(new[] { "refused 7 NotOpened, 48 bytes", "< FunctionError 7 NotOpened" }));
        Assert.That(bench.Server.CompleteOpen(MbimStatus.Success));
        Assert.That(bench.Server.CompleteOpen(MbimStatus.Success), Is.False);
        Assert.That(bench.Take(), Is.EqualTo(Opened));
        bench.Open();
        bench.Close();
        Assert.That(bench.Take(), Is.EqualTo(new[] { "closed", "closed", "< CloseDone 2 Success" }));
        bench.OpenStatus = MbimStatus.Failure;
        bench.Open();
        Assert.That(bench.Take(), Is.EqualTo(new[] { "< OpenDone 1 Failure" }));
        Assert.That((bench.Server.IsOpen, bench.Server.HasOpened), Is.EqualTo((false, false)));
    }

    [Test]
    public void Commands_are_counted_and_told_apart_by_their_transaction_ids()
    {
        var bench = new ServerBench();
        bench.Open();
        bench.Receive(ServerBench.Command(7));
        bench.Receive(ServerBench.Command(7));
        bench.Receive(ServerBench.Command(8));
        bench.Receive(ServerBench.Command(9));
        Assert.That(bench.Take().Skip(1), Is.EqualTo(new[]
        {
            "> Command 7, 0 bytes", "refused 7 DuplicatedTid, 0 bytes", "< FunctionError 7 DuplicatedTid", "> Command 8, 0 bytes", "< CommandDone 9 0/1, 48 bytes",
        }));
        bench.Receive(ServerBench.HostError(7, MbimProtocolError.Cancel));
        bench.Commands[0].Complete();
        bench.Commands[1].Complete([1, 2, 3, 4]);
        Assert.That(bench.Take(), Is.EqualTo(new[] { "> HostError 7 Cancel", "< CommandDone 8 0/1, 52 bytes" }));
        Assert.That((bench.Server.OutstandingCommands, bench.Server.HostErrors, bench.Server.FunctionErrors), Is.EqualTo((0, 1L, 1L)));
        Assert.That(bench.Server.ReceivedMessages, Is.EqualTo(6));
    }

    [Test]
    public void Long_messages_go_both_ways_in_fragments()
    {
        var bench = new ServerBench();
        bench.Open(64);
        Fragments.Split(ServerBench.Command(7, 150), 64).ForEach(bench.Receive);
        bench.Commands[0].Complete(new byte[100]);
        bench.Server.IndicateStatus(BasicConnect.Id, 3, new byte[4]);
        Assert.That(bench.Take().Skip(1), Is.EqualTo(new[]
        {
            "> Command 7, 102 bytes", "< CommandDone 7 0/3, 64 bytes", "< CommandDone 7 1/3, 64 bytes", "< CommandDone 7 2/3, 60 bytes",
            "< IndicateStatus 0 0/1, 48 bytes",
        }));
    }

    [Test]
    public void Fragments_that_do_not_come_in_time_or_in_order_are_refused()
    {
        var bench = new ServerBench();
        bench.Open(64);
        var fragments = Fragments.Split(ServerBench.Command(7, 150), 64);
        bench.Receive(fragments[0]);
        Assert.That(bench.Server.NextDeadline, Is.EqualTo(bench.Now + TimeSpan.FromMilliseconds(1250)));
        bench.Advance(TimeSpan.FromMilliseconds(1250));
        bench.Receive(fragments[1]);
        bench.Receive(fragments[0]);
        bench.Receive(ServerBench.Command(8));
        bench.Receive(Fragments.Split(ServerBench.Command(9, 150), 64)[0]);
        bench.Receive(ServerBench.HostError(9, MbimProtocolError.Cancel));
        Assert.That(bench.Server.NextDeadline, Is.Null);
        Assert.That(bench.Take().Skip(1), Is.EqualTo(new[]
        {
            "refused 7 TimeoutFragment, 0 bytes", "< FunctionError 7 TimeoutFragment", "refused 7 FragmentOutOfSequence, 64 bytes", "< FunctionError 7 FragmentOutOfSequence",
            "refused 7 FragmentOutOfSequence, 0 bytes", "< FunctionError 7 FragmentOutOfSequence", "> Command 8, 0 bytes", "> HostError 9 Cancel",
        }));
    }

    [TestCase("01000000 10000000", "refused 0 LengthMismatch, 8 bytes")]
    [TestCase("01000000 14000000 05000000 40000000", "refused 5 LengthMismatch, 16 bytes")]
    [TestCase("01000000 0c000000 05000000", "refused 5 LengthMismatch, 12 bytes")]
    [TestCase("01000080 10000000 05000000 00000000", "refused 5 Unknown, 16 bytes")]
    [TestCase("09000000 10000000 05000000 00000000", "refused 5 Unknown, 16 bytes")]
    [TestCase("03000000 14000000 05000000 02000000 00000000", "refused 5 NotOpened, 20 bytes")]
    public void Transfers_are_refused_by_themselves(string transfer, string refused)
    {
        var bench = new ServerBench();
        bench.Receive(Samples.Hex(transfer));
        Assert.That(bench.Take(), Has.Length.EqualTo(2).And.Some.EqualTo(refused));
    }

    [Test]
    public void What_follows_the_first_fragment_of_an_unopened_command_is_dropped_in_silence()
    {
        var bench = new ServerBench();
        Fragments.Split(ServerBench.Command(7, 150), 64).ForEach(bench.Receive);
        Assert.That(bench.Take(), Is.EqualTo(new[] { "refused 7 NotOpened, 64 bytes", "< FunctionError 7 NotOpened" }));
    }

    [TestCase(false, 101, "< FunctionError 7 MaxTransfer")]
    [TestCase(true, 4096, "> Command 7, 4048 bytes")]
    [TestCase(true, 4097, "< FunctionError 7 MaxTransfer")]
    public void A_transfer_that_is_longer_than_agreed_is_refused_unless_the_options_forgive_it(bool accepts, int length, string expected)
    {
        var bench = new ServerBench(new MbimServerOptions { MaxControlTransfer = 100, AcceptsOversize = accepts });
        bench.Open();
        bench.Receive(ServerBench.Command(7, length));
        Assert.That(bench.Take()[^1], Is.EqualTo(expected));
    }

    [Test]
    public void Without_a_look_at_transfers_whole_messages_are_refused()
    {
        var bench = new ServerBench(new MbimServerOptions { ChecksTransfers = false, MaxOutstandingCommands = null });
        bench.Receive(Samples.Hex("01000000 10000000"));
        Fragments.Split(ServerBench.Command(7, 150), 64).ForEach(bench.Receive);
        bench.Receive(Samples.Hex("01000080 10000000 05000000 00000000"));
        bench.Receive(Samples.Hex("09000000 10000000 06000000 00000000"));
        Assert.That(bench.Take(), Is.EqualTo(new[]
        {
            "refused 0 LengthMismatch, 8 bytes", "< FunctionError 0 LengthMismatch", "refused 7 NotOpened, 0 bytes", "< FunctionError 7 NotOpened",
            "refused 5 Unknown, 0 bytes", "< FunctionError 5 Unknown", "refused 6 Unknown, 16 bytes", "< FunctionError 6 Unknown",
        }));
    }

    [Test]
    public void Commands_that_are_not_remembered_may_repeat_their_ids_and_are_answered_by_them()
    {
        var bench = new ServerBench(new MbimServerOptions { ChecksTransfers = false, MaxOutstandingCommands = null });
        bench.Open();
        bench.Receive(ServerBench.Command(7));
        bench.Receive(ServerBench.Command(7));
        bench.Receive(ServerBench.HostError(7, MbimProtocolError.Cancel));
        bench.Server.CommandDone(7, BasicConnect.Id, 3, MbimStatus.Success, []);
        Assert.That(bench.Commands, Is.All.EqualTo(default(Transaction)));
        Assert.That(bench.Take().Skip(1), Is.EqualTo(new[]
        {
            "> Command 7, 0 bytes", "> Command 7, 0 bytes", "> HostError 7 Cancel", "< CommandDone 7 0/1, 48 bytes",
        }));
        Assert.That(bench.Server.OutstandingCommands, Is.Zero);
    }

    [Test]
    public void A_multiplexer_takes_commands_before_open_sends_whole_messages_and_ignores_answers()
    {
        var bench = new ServerBench(new MbimServerOptions
        {
            ChecksTransfers = false,
            MaxOutstandingCommands = null,
            TakesUnopenedCommands = true,
            IgnoresForeignMessages = true,
            SendsWholeMessages = true,
        });
        bench.Receive(ServerBench.Command(7));
        bench.Server.CommandDone(7, BasicConnect.Id, 3, MbimStatus.Success, new byte[9000]);
        bench.Open(1);
        bench.Receive(Samples.Hex("01000080 10000000 05000000 00000000"));
        bench.Receive(Samples.Hex("01000080 0c000000 06000000"));
        bench.Receive(Samples.Hex("09000000 10000000 08000000 00000000"));
        Assert.That(bench.Take(), Is.EqualTo(new[]
        {
            "> Command 7, 0 bytes", "< CommandDone 7 0/1, 9048 bytes", "< OpenDone 1 Success", "ignored OpenDone 5",
            "refused 6 LengthMismatch, 12 bytes", "< FunctionError 6 LengthMismatch", "refused 8 Unknown, 16 bytes", "< FunctionError 8 Unknown",
        }));
    }

    [Test]
    public void What_is_kept_goes_on_later_as_it_is_then()
    {
        var bench = new ServerBench();
        bench.Open();
        bench.Take();
        bench.Kept = [];
        bench.Receive(ServerBench.Command(7));
        bench.Receive(Samples.Hex("01000000 0c000000 05000000"));
        bench.Server.IndicateStatus(BasicConnect.Id, BasicConnect.RadioState.Number, new RadioStateInfo());
        Assert.That(bench.Take(), Is.Empty);
        var kept = bench.Kept;
        bench.Kept = null;
        bench.Server.TakeMessage(kept[0]);
        bench.Server.TakeMessage(kept[1]);
        bench.Server.TakeMessage(kept[1].AsSpan(0, 4));
        bench.Server.SendTransfers(kept[2]);
        Assert.That(bench.Take(), Is.EqualTo(new[]
        {
            "> Command 7, 0 bytes", "refused 5 LengthMismatch, 12 bytes", "< FunctionError 5 LengthMismatch", "refused 0 LengthMismatch, 4 bytes",
            "< FunctionError 0 LengthMismatch", "< IndicateStatus 0 0/1, 52 bytes",
        }));
    }

    [Test]
    public void A_session_outlives_its_connection_and_its_commands_do_not()
    {
        var bench = new ServerBench();
        bench.Open(64);
        bench.Receive(ServerBench.Command(7));
        bench.Receive(Fragments.Split(ServerBench.Command(8, 150), 64)[0]);
        bench.Take();
        bench.Server.Disconnect();
        bench.Commands[0].Complete();
        bench.Server.IndicateStatus(BasicConnect.Id, 3, []);
        Assert.That((bench.Server.IsOpen, bench.Server.IsConnected, bench.Server.NextDeadline), Is.EqualTo((true, false, (TimeSpan?)null)));
        bench.Server.Connect();
        bench.Receive(ServerBench.Command(7));
        bench.Server.EndSession();
        bench.Commands[1].Complete();
        Assert.That(bench.Take(), Is.EqualTo(new[] { "> Command 7, 0 bytes", "closed" }));
        Assert.That(bench.Server.IsOpen, Is.False);
    }

    [Test]
    public void A_round_trip_in_fragments_and_a_notification_allocate_nothing()
    {
        var handler = new AnsweringHandler();
        var server = new MbimServer(new MbimServerOptions { MaxControlTransfer = 64 }, handler);
        server.Receive(Samples.Hex("01000000 10000000 01000000 40000000"), default);
        var fragments = Fragments.Split(ServerBench.Command(7, 150), 64);
        var now = TimeSpan.Zero;
        var allocated = Allocations.Of(() =>
        {
            now += TimeSpan.FromSeconds(1);
            foreach (var fragment in fragments)
            {
                server.Receive(fragment, now);
            }

            server.IndicateStatus(BasicConnect.Id, BasicConnect.RadioState.Number, new RadioStateInfo());
        });
        Assert.That(allocated, Is.Zero);
        Assert.That((handler.Sent, server.ReceivedMessages), Is.EqualTo((1 + (150 * 4), 151L)));
    }

    private sealed class AnsweringHandler : IMbimServerHandler
    {
        public int Sent { get; private set; }

        public void Send(ReadOnlySpan<byte> transfer) => Sent++;

        public void Command(Transaction transaction, in MbimMessage command) => transaction.Complete(command.InformationBuffer);
    }
}
