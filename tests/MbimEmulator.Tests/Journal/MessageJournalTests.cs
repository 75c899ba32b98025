using MbimEmulator.Journal;
using MbimEmulator.Pipeline;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Journal;

public sealed class MessageJournalTests
{
    [Test]
    public void An_entry_has_what_was_put_in_and_when()
    {
        var bench = new JournalBench();
        bench.Clock.Advance(TimeSpan.FromSeconds(5));
        var message = JournalBench.Plain(MbimMessageType.Open, 1, 4096);
        var number = bench.Journal.Add(new JournalItem(JournalEntryKind.Original, "m")
        {
            Host = "h",
            Direction = TransferDirection.ToFunction,
            Bytes = message,
            Rule = "r",
            Text = "t",
            Version = MbimProtocol.MbimExVersion.V3,
        });
        message[0] = 99;

        var entry = bench.Journal.Read().Single();
        Assert.That(
            (entry.Number, entry.MessageId, entry.Modem, entry.Host, entry.Direction, entry.Kind, entry.Rule, entry.Text, entry.Version, entry.Count),
            Is.EqualTo((number, number, "m", "h", TransferDirection.ToFunction, JournalEntryKind.Original, "r", "t", MbimProtocol.MbimExVersion.V3, 1)));
        Assert.That(entry.Bytes.ToArray(), Is.EqualTo(JournalBench.Plain(MbimMessageType.Open, 1, 4096)));
        Assert.That((entry.Elapsed, entry.Time), Is.EqualTo((TimeSpan.FromSeconds(5), bench.Clock.GetUtcNow())));
    }

    [Test]
    public void Entries_about_one_message_share_its_id()
    {
        var bench = new JournalBench();
        bench.Note("first");
        var original = bench.ToFunction(JournalBench.Plain(MbimMessageType.Close, 1), kind: JournalEntryKind.Original);
        bench.Journal.Add(new JournalItem(JournalEntryKind.Fault, JournalBench.Modem) { MessageId = original, Rule = "r" });
        Assert.That(bench.Journal.Read().Select(e => e.MessageId), Is.EqualTo(new[] { 1, 2, 2 }));
    }

    [Test]
    public void An_answer_knows_its_command()
    {
        var bench = new JournalBench();
        var command = JournalBench.Command(7, BasicConnect.RadioState, MbimCommandType.Set, [1, 0, 0, 0]);
        var number = bench.ToFunction(command);
        bench.ToHost(JournalBench.CommandDone(7, BasicConnect.RadioState), kind: JournalEntryKind.Original);
        bench.ToHost(JournalBench.CommandDone(7, BasicConnect.RadioState));
        Assert.That(bench.Journal.Read(2).Select(e => e.Answers), Is.All.EqualTo(number));
        Assert.That(bench.Journal.Read(2).Select(e => e.Request.ToArray()), Is.All.EqualTo(command));
    }

    [Test]
    public void An_answer_with_another_cid_transaction_id_or_host_answers_nothing_known()
    {
        var bench = new JournalBench();
        bench.ToFunction(JournalBench.Command(7, BasicConnect.RadioState, MbimCommandType.Query));
        bench.ToHost(JournalBench.CommandDone(7, BasicConnect.SignalState));
        bench.ToHost(JournalBench.CommandDone(8, BasicConnect.RadioState));
        bench.ToHost(JournalBench.CommandDone(7, BasicConnect.RadioState), host: "other");
        Assert.That(bench.Journal.Read(2).Select(e => (e.Answers, e.Request.Length)), Is.All.EqualTo((0L, 0)));
    }

    [Test]
    public void The_oldest_entries_are_dropped_and_counted()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxEntries = 3 });
        foreach (var text in (string[])["a", "b", "c", "d", "e"])
        {
            bench.Note(text);
        }

        Assert.That(bench.Journal.Read().Select(e => (e.Number, e.Text)), Is.EqualTo(new[] { (3L, "c"), (4L, "d"), (5L, "e") }));
        var statistics = bench.Journal.Statistics;
        Assert.That((statistics.First, statistics.Last, statistics.Count, statistics.Dropped), Is.EqualTo((3, 5, 3, 2)));
        Assert.That(statistics.ToString(), Is.EqualTo("3 entries from #3 on; 2 older ones were dropped"));
    }

    [Test]
    public void Bytes_and_texts_are_bounded_and_come_back_whole_however_they_lie_in_memory()
    {
        const int Limit = MessageJournalOptions.LeastMaxBytes;
        var bench = new JournalBench(new MessageJournalOptions { MaxBytes = Limit });
        var random = new Random(4);
        var expected = new Dictionary<long, byte[]>();
        for (var i = 0; i < 500; i++)
        {
            var bytes = new byte[random.Next(random.Next(8) == 0 ? Limit / 2 : 3000)];
            random.NextBytes(bytes);
            var number = bench.ToHost(bytes, kind: JournalEntryKind.Transfer);
            expected[number] = bytes;
            Assert.That(bench.Journal.Statistics.Bytes, Is.LessThanOrEqualTo(Limit));
            foreach (var entry in bench.Journal.Read())
            {
                Assert.That(entry.Bytes.Span.SequenceEqual(expected[entry.Number]), $"#{entry.Number} after #{number}");
            }
        }

        bench.Note(new string('x', MessageJournal.MaxTextLength + 1));
        Assert.That(bench.Journal.Statistics.Bytes, Is.LessThanOrEqualTo(Limit));
        Assert.That(bench.Journal.Read().Last().Text, Has.Length.EqualTo(MessageJournal.MaxTextLength));
    }

    [Test]
    public void A_transfer_of_more_than_half_the_bound_is_cut_off_and_its_length_kept()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxBytes = MessageJournalOptions.LeastMaxBytes });
        bench.ToHost(new byte[1_000_000], kind: JournalEntryKind.Transfer);
        var entry = bench.Journal.Read().Single();
        Assert.That((entry.Bytes.Length, entry.Length), Is.EqualTo((MessageJournalOptions.LeastMaxBytes / 2, 1_000_000)));
    }

    [TestCase(0, MessageJournalOptions.LeastMaxBytes)]
    [TestCase(1, MessageJournalOptions.LeastMaxBytes - 1)]
    public void Bounds_that_hold_nothing_are_refused(int entries, long bytes) =>
        Assert.That(
            () => new MessageJournal(new MessageJournalOptions { MaxEntries = entries, MaxBytes = bytes }), Throws.TypeOf<ArgumentOutOfRangeException>());

    [Test]
    [NonParallelizable]
    public void A_million_messages_take_the_memory_that_was_configured()
    {
        const long Limit = 4 * 1024 * 1024;
        var message = JournalBench.Command(1, BasicConnect.Connect, MbimCommandType.Set, new byte[200]);
        var answer = JournalBench.CommandDone(1, BasicConnect.Connect, buffer: new byte[36]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var bench = new JournalBench(new MessageJournalOptions { MaxBytes = Limit, MaxEntries = 20_000 });
        for (var i = 1u; i <= 500_000; i++)
        {
            BitConverter.TryWriteBytes(message.AsSpan(8), i);
            BitConverter.TryWriteBytes(answer.AsSpan(8), i);
            bench.ToFunction(message);
            bench.ToHost(answer);
        }

        var statistics = bench.Journal.Statistics;
        var entries = bench.Journal.Read().ToList();
        Assert.That(statistics.Last, Is.EqualTo(1_000_000));
        Assert.That(statistics.Dropped + statistics.Count, Is.EqualTo(1_000_000));
        Assert.That((entries.Count, entries[0].Number), Is.EqualTo(((int)statistics.Count, statistics.First)));
        Assert.That(entries.Where(e => e.Direction == TransferDirection.ToHost).Skip(1).Select(e => e.Number - e.Answers), Is.All.EqualTo(1));
        Assert.That(statistics.Bytes, Is.LessThanOrEqualTo(Limit));
        entries.Clear();

        // A million messages are 332 MB.
        Assert.That(GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(Limit + (20 * 1024 * 1024)));
        GC.KeepAlive(bench);
    }

    [Test]
    public void A_full_journal_allocates_nothing()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxEntries = 100 });
        var message = JournalBench.Command(1, BasicConnect.Connect, MbimCommandType.Set, new byte[200]);
        Add(2000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Add(100_000);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void Add(int count)
        {
            for (var i = 0; i < count; i++)
            {
                bench.ToFunction(message);
            }
        }
    }

    [Test]
    public void What_is_frequent_is_counted_for_a_second()
    {
        var bench = new JournalBench();
        var first = bench.Journal.Count("m", "h", "datagrams to the modem");
        bench.Clock.Advance(TimeSpan.FromMilliseconds(999));
        bench.Journal.Count("m", "h", "datagrams to the modem", 10);
        bench.Journal.Count("m", "other", "datagrams to the modem");
        bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        bench.Journal.Count("m", "h", "datagrams to the modem");
        Assert.That(bench.Journal.Read().Select(e => (e.Host, e.Count, e.Kind)), Is.EqualTo(new[]
        {
            ("h", 11L, JournalEntryKind.Note), ("other", 1, JournalEntryKind.Note), ("h", 1, JournalEntryKind.Note),
        }));
        Assert.That(bench.Journal.Read().First().Number, Is.EqualTo(first));
    }

    [Test]
    public void A_counted_note_that_was_dropped_begins_anew()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxEntries = 1 });
        bench.Journal.Count("m", null, "x");
        bench.Note("y");
        Assert.That(bench.Journal.Count("m", null, "x", 5), Is.EqualTo(3));
        Assert.That(bench.Journal.Read().Single().Count, Is.EqualTo(5));
    }

    [Test]
    public void Reading_from_a_number_ends_with_the_newest_at_the_time()
    {
        var bench = new JournalBench();
        foreach (var text in (string[])["a", "b", "c"])
        {
            bench.Note(text);
        }

        var read = bench.Journal.Read(2);
        bench.Note("d");
        Assert.That(read.Select(e => e.Text), Is.EqualTo(new[] { "b", "c" }));
        Assert.That(bench.Journal.Read(100), Is.Empty);
    }
}
