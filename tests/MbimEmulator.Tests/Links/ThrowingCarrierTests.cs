using MbimEmulator.Links;
using MbimEmulator.Recording;
using MbimEmulator.Tests.Function;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests.Links;

[Description("What a carrier's callback, a logger or a recording throws ends the link that it belongs to, and nothing else")]
public sealed class ThrowingCarrierTests
{
    private readonly BrokenLogger _log = new();

    [Test]
    public void Closed_that_throws_behind_a_bug_stops_neither_the_modem_nor_its_next_host()
    {
        var host = new TestHost();
        host.Handle(1, (_, _) => throw new InvalidOperationException("oops"));
        host.Handle(2, (transaction, _) => transaction.Complete());
        host.Link.Detach("done");
        host.Link = Attach(host, new ModemLinkOptions { Name = "broken", Closed = () => throw new IOException("closed") });
        host.Open();
        host.Query(2, 1);
        Assert.That(host.Link.CloseReason, Is.EqualTo("bug in the emulator: oops"));
        host.Link = host.Attach("next");
        host.Query(3, 2);
        Assert.That(host.Received(), Is.EqualTo(["CommandDone 3 Success"]));
    }

    [Test]
    public void Closed_that_throws_is_no_matter_of_who_closes()
    {
        var host = new TestHost();
        host.Link.Detach("done");
        host.Link = Attach(host, new ModemLinkOptions { Name = "broken", Closed = () => throw new IOException("closed") });
        Assert.That(() => host.Link.Close("enough"), Throws.Nothing);
        host.Link.Detach("enough");
        Assert.That(host.Attach("next").CloseReason, Is.Null);
    }

    [Test]
    public void TransferQueued_that_throws_ends_its_link_alone()
    {
        var host = new TestHost();
        host.Link.Detach("done");
        host.Link = Attach(host, new ModemLinkOptions { Name = "broken", TransferQueued = () => throw new IOException("queued") });
        host.Open();
        Assert.That(host.Link.CloseReason, Is.EqualTo("bug in the emulator: queued"));
        host.Link = host.Attach("next");
        host.Open();
        Assert.That(host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void A_holder_whose_IsPeerGone_throws_loses_the_place_and_not_the_newcomer()
    {
        var host = new TestHost();
        host.Link.Detach("done");
        var holder = Attach(host, new ModemLinkOptions { Name = "broken", IsPeerGone = () => throw new IOException("gone") });
        host.Link = host.Attach("next");
        host.Open();
        Assert.That(host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
        Assert.That(holder.CloseReason, Is.EqualTo("bug in the emulator: gone"));
    }

    [Test]
    public void A_client_in_the_same_process_that_throws_ends_its_link_alone()
    {
        var host = new TestHost();
        new LinkTransport(host.Link).Begin(_ => throw new IOException("received"), () => throw new IOException("ended"));
        host.Open();
        Assert.That(host.Link.CloseReason, Is.EqualTo("bug in the emulator: received"));
        host.Link = host.Attach("next");
        host.Open();
        Assert.That(host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void A_logger_that_throws_cannot_keep_a_bug_from_closing_its_link()
    {
        var host = new TestHost(options: new ModemGroupOptions { LoggerFactory = _log });
        host.Handle(1, (_, _) => throw new InvalidOperationException("oops"));
        host.Open();
        _log.IsBroken = true;
        host.Query(2, 1);
        Assert.That(host.Link.CloseReason, Is.EqualTo("bug in the emulator: oops"));
        _log.IsBroken = false;
        host.Link = host.Attach("next");
        host.Open();
        Assert.That(host.Received(), Is.EqualTo(["OpenDone 1 Success"]));
    }

    [Test]
    public void A_logger_that_throws_at_a_timers_bug_stops_no_later_timer()
    {
        var host = new TestHost(options: new ModemGroupOptions { LoggerFactory = _log });
        var ran = 0;
        host.Group.Clock.Schedule(TimeSpan.FromSeconds(1), () => throw new InvalidOperationException("oops"));
        host.Group.Clock.Schedule(TimeSpan.FromSeconds(1), () => ran++);
        host.Group.Clock.Schedule(TimeSpan.FromSeconds(2), () => ran++);
        _log.IsBroken = true;
        host.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.That(ran, Is.EqualTo(2));
    }

    [Test]
    public async Task A_logger_that_throws_keeps_no_modem_from_ending()
    {
        var host = new TestHost(options: new ModemGroupOptions { LoggerFactory = _log });
        _log.IsBroken = true;
        await host.Group.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(host.Link.CloseReason, Is.Not.Null);
    }

    [TestCase("show")]
    [TestCase("send")]
    [TestCase("left")]
    public async Task A_recording_that_fails_ends_the_connection_and_not_the_process(string what)
    {
        var failing = what;
        var relay = new ModemRelay(
            "modem",
            (transfer, sent) =>
            {
                transfer.Dispose();
                sent();
                ThrowIf("send");
            },
            (_, _, _) => ThrowIf("show"),
            TimeProvider.System)
        {
            HostLeft = () => ThrowIf("left"),
        };
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var link = relay.CreateLink(new ModemLinkOptions { Name = "first", Closed = closed.SetResult });
        Assert.That(await link.AttachAsync());
        link.Send(Transfer.Copy([1, 0, 0, 0, 12, 0, 0, 0, 1, 0, 0, 0]));
        if (what == "left")
        {
            link.Detach("done");
        }

        await closed.Task.WaitAsync(TimeSpan.FromSeconds(30));
        link.Detach("done");
        failing = "";
        var next = relay.CreateLink(new ModemLinkOptions { Name = "next" });
        Assert.That(await next.AttachAsync());
        await relay.EndAsync("the end").WaitAsync(TimeSpan.FromSeconds(30));
        Assert.That(next.CloseReason, Is.EqualTo("the end"));

        void ThrowIf(string place)
        {
            if (failing == place)
            {
                throw new IOException(place);
            }
        }
    }

    private static ModemLink Attach(TestHost host, ModemLinkOptions options)
    {
        var link = host.Group.CreateLink(options);
        Assert.That(TestHost.Wait(link.AttachAsync()), "attached");
        return link;
    }

    private sealed class BrokenLogger : ILoggerFactory, ILogger
    {
        public bool IsBroken { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsBroken)
            {
                throw new IOException("the log cannot be written");
            }
        }

        public void Dispose()
        {
        }
    }
}
