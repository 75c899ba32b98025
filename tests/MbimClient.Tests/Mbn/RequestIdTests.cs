namespace MbimClient.Tests.Mbn;

public sealed class RequestIdTests : MbnFixture
{
    private const int Calls = 4_000;

    [TestCase(1)]
    [TestCase(4)]
    public async Task A_sink_finds_every_request_id_where_the_caller_stored_it(int threads)
    {
        var stored = new uint[Calls];
        var found = 0;
        using var all = new CountdownEvent(Calls);
        var sink = new Sink(item =>
        {
            if (Array.IndexOf(stored, item.RequestID) >= 0)
            {
                Interlocked.Increment(ref found);
            }

            all.Signal();
        });
        sink.AdviseAt(Manager);
        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Run(() =>
        {
            for (var index = thread; index < Calls; index += threads)
            {
                Service.WriteData([1], out stored[index]);
            }
        })));
        Assert.That(all.Wait(HangGuard));
        Assert.That(found, Is.EqualTo(Calls));
        Assert.That(stored, Is.Unique);
    }

    [Test]
    public void A_sink_finds_every_request_id_of_calls_that_were_made_inside_of_callbacks()
    {
        var stored = new uint[Calls];
        var found = 0;
        using var all = new CountdownEvent(Calls * 2);
        var next = 0;
        var sink = new Sink(item => Look(item, callAgain: true));
        var other = new Sink(item => Look(item, callAgain: false));
        sink.AdviseAt(Manager);
        other.AdviseAt(Manager);
        Service.WriteData([1], out stored[0]);
        Assert.That(all.Wait(HangGuard));
        Assert.That(found, Is.EqualTo(Calls * 2));

        void Look(SinkEvent item, bool callAgain)
        {
            if (Array.IndexOf(stored, item.RequestID) >= 0)
            {
                Interlocked.Increment(ref found);
            }

            if (callAgain && ++next < Calls)
            {
                item.Service!.WriteData([1], out stored[next]);
            }

            all.Signal();
        }
    }

    [Test]
    public async Task Events_come_one_at_a_time_in_the_order_of_the_service()
    {
        var seen = new Queue<int>();
        var inside = 0;
        using var all = new CountdownEvent(1000);
        var sink = new Sink(item =>
        {
            Assert.That(Interlocked.Increment(ref inside), Is.EqualTo(1));
            seen.Enqueue(BitConverter.ToInt32(item.Data));
            Interlocked.Decrement(ref inside);
            all.Signal();
        });
        sink.AdviseAt(Manager);
        await Run(() =>
        {
            for (var index = 0; index < 1000; index++)
            {
                Fake.Read(0x21, BitConverter.GetBytes(index));
            }
        });
        Assert.That(all.Wait(HangGuard));
        Assert.That(seen, Is.EqualTo(Enumerable.Range(0, 1000)));
    }

    [Test]
    public async Task Calls_on_more_threads_of_the_pool_than_there_are_processors_return()
    {
        var sink = new Sink();
        sink.AdviseAt(Manager);
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => Service.WriteData([], out var _)))).WaitAsync(HangGuard);
        for (var index = 0; index < 16; index++)
        {
            sink.Take();
        }
    }
}
