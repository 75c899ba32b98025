using MbimEmulator.Journal;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Journal;

public sealed class FollowTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Who_follows_gets_what_is_there_and_then_what_comes()
    {
        var bench = new JournalBench();
        bench.Note("there");
        await using var following = bench.Journal.FollowAsync().GetAsyncEnumerator();
        Assert.That(await following.MoveNextAsync(), Is.True);
        var next = following.MoveNextAsync().AsTask();
        Assert.That(next.IsCompleted, Is.False);
        bench.Note("comes");
        Assert.That(await next.WaitAsync(HangGuard), Is.True);
        Assert.That(following.Current.Text, Is.EqualTo("comes"));
    }

    [Test]
    public void Following_ends_when_it_is_cancelled()
    {
        var bench = new JournalBench();
        using var cancel = new CancellationTokenSource();
        var next = bench.Journal.FollowAsync(1, cancel.Token).GetAsyncEnumerator(CancellationToken.None).MoveNextAsync().AsTask();
        cancel.Cancel();
        Assert.That(async () => await next.WaitAsync(HangGuard), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public async Task A_wait_is_over_with_an_entry_that_was_there_already()
    {
        var bench = new JournalBench();
        bench.Note("a");
        bench.Note("b");
        var entry = await bench.Journal.WaitAsync(e => e.Text == "b", TimeSpan.Zero);
        Assert.That(entry.Number, Is.EqualTo(2));
        Assert.That(async () => await bench.Journal.WaitAsync(e => e.Text == "a", TimeSpan.Zero, from: 2), Throws.TypeOf<TimeoutException>());
    }

    [Test]
    public async Task A_wait_is_over_with_the_first_entry_that_comes()
    {
        var bench = new JournalBench();
        var wait = bench.Journal.WaitAsync(e => e.Text == "b", TimeSpan.FromHours(1));
        bench.Note("a");
        bench.Note("b");
        Assert.That((await wait.WaitAsync(HangGuard)).Number, Is.EqualTo(2));
    }

    [Test]
    public void A_wait_runs_out_on_the_journals_clock()
    {
        var bench = new JournalBench();
        var wait = bench.Journal.WaitAsync(_ => false, TimeSpan.FromHours(1));
        bench.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.That(wait.IsCompleted, Is.False);
        bench.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.That(async () => await wait.WaitAsync(HangGuard), Throws.TypeOf<TimeoutException>().With.Message.Contains("0 entries"));
    }

    [Test]
    public async Task The_virtual_clock_can_be_moved_until_a_wait_is_over()
    {
        var bench = new JournalBench();
        bench.Clock.CreateTimer(_ => bench.Note("late"), null, TimeSpan.FromMinutes(7), Timeout.InfiniteTimeSpan);
        var wait = bench.Journal.WaitAsync(e => e.Text == "late", TimeSpan.FromHours(1));
        await bench.Clock.AdvanceUntil(wait);
        Assert.That((await wait).Elapsed, Is.EqualTo(TimeSpan.FromMinutes(7)));
    }

    [Test]
    public async Task Readers_in_other_threads_see_whole_entries_in_order()
    {
        var bench = new JournalBench(new MessageJournalOptions { MaxEntries = 500 });
        const int Total = 20_000;
        var readers = Enumerable.Range(0, 4).Select(i => Task.Run(() => i % 2 == 0 ? FollowAsync() : Task.Run(ReadAgainAndAgain))).ToArray();
        for (var i = 1u; i <= Total; i++)
        {
            var buffer = new byte[i % 300];
            Array.Fill(buffer, (byte)i);
            bench.ToFunction(JournalBench.Command(i, BasicConnect.Connect, MbimCommandType.Set, buffer));
        }

        await Task.WhenAll(readers).WaitAsync(HangGuard);

        async Task FollowAsync()
        {
            var last = 0L;
            await foreach (var entry in bench.Journal.FollowAsync())
            {
                Check(entry, ref last);
                if (last == Total)
                {
                    return;
                }
            }
        }

        void ReadAgainAndAgain()
        {
            for (var last = 0L; last < Total;)
            {
                last = 0;
                foreach (var entry in bench.Journal.Read())
                {
                    Check(entry, ref last);
                }
            }
        }

        static void Check(JournalEntry entry, ref long last)
        {
            Assert.That(entry.Number, Is.GreaterThan(last));
            last = entry.Number;
            Assert.That(MessageHeader.Read(entry.Bytes.Span).TransactionId, Is.EqualTo(entry.Number));
            Assert.That(entry.Bytes.Span[48..].ContainsAnyExcept((byte)entry.Number), Is.False);
        }
    }
}
