using MbimEmulator.Links;
using MbimEmulator.Time;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Tests.Links;

public sealed class MailboxTests
{
    [Test]
    public void Events_of_many_threads_are_handled_one_at_a_time_and_in_the_order_of_each_thread([Values] bool inline)
    {
        const int Threads = 4;
        const int Each = 5000;
        var inside = 0;
        var overlaps = 0;
        var seen = new List<(int Thread, int Number)>();
        using var done = new ManualResetEventSlim();
        var mailbox = new Mailbox(inline ? new VirtualClock().Work : null);
        var receiver = new Receiver(
            item =>
            {
                overlaps += Interlocked.Increment(ref inside) - 1;
                item.Action!();
                Interlocked.Decrement(ref inside);
                if (seen.Count == Threads * Each)
                {
                    done.Set();
                }
            });
        var threads = Enumerable.Range(0, Threads).Select(t => new Thread(() =>
        {
            for (var i = 0; i < Each; i++)
            {
                var number = i;
                mailbox.Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: () => seen.Add((t, number))));
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        Assert.That(done.Wait(TimeSpan.FromSeconds(30)));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(overlaps, Is.Zero);
            for (var t = 0; t < Threads; t++)
            {
                Assert.That(seen.Where(s => s.Thread == t).Select(s => s.Number), Is.EqualTo(Enumerable.Range(0, Each)));
            }
        }
    }

    [Test]
    public void An_inline_mailbox_has_handled_an_event_when_the_post_returns_and_nested_ones_after_it()
    {
        var order = new List<string>();
        var mailbox = new Mailbox(new VirtualClock().Work);
        var receiver = new Receiver(item => item.Action!());
        mailbox.Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: () =>
        {
            mailbox.Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: () => order.Add("nested")));
            order.Add("outer");
        }));
        Assert.That(order, Is.EqualTo(["outer", "nested"]));
    }

    [Test]
    public void An_event_that_fails_even_in_its_closing_is_followed_by_the_next([Values] bool inline)
    {
        using var done = new ManualResetEventSlim();
        var reasons = new List<string>();
        var mailbox = new Mailbox(inline ? new VirtualClock().Work : null);
        var receiver = new Receiver(
            item => item.Action!(),
            reason =>
            {
                reasons.Add(reason);
                throw new IOException("closing");
            });
        mailbox.Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: () => throw new InvalidOperationException("oops")));
        mailbox.Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: done.Set));
        Assert.That(done.Wait(TimeSpan.FromSeconds(30)));
        Assert.That(reasons, Is.EqualTo(["bug in the emulator: oops"]));
    }

    private sealed class Receiver(Action<MailboxEvent> handle, Action<string>? closed = null) : IMailboxReceiver
    {
        public ILogger Logger => NullLogger.Instance;

        public void Handle(in MailboxEvent item) => handle(item);

        public void Close(in MailboxEvent item, string reason) => closed?.Invoke(reason);
    }
}
