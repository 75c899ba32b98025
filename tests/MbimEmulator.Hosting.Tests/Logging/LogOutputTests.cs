using MbimEmulator.Hosting.Logging;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace MbimEmulator.Hosting.Tests.Logging;

public sealed class LogOutputTests
{
    [Test]
    public void A_place_that_takes_nothing_holds_nobody_and_says_later_how_much_it_missed()
    {
        const int Count = 3 * LogOutput.Capacity;
        var place = new BlockedSink();
        var output = LogOutput.To(to => to.Sink(place));
        using (var logger = new LoggerConfiguration().WriteTo.Sink(output).CreateLogger())
        {
            for (var i = 0; i < Count; i++)
            {
                logger.Information("Line {Number}", i);
            }

            place.Release();
            Assert.That(() => place.Events, Has.Count.GreaterThanOrEqualTo(LogOutput.Capacity).After(30_000, 10));
            logger.Information("Line {Number}", Count);
        }

        var missing = place.Events.Where(line => line.MessageTemplate.Text.Contains("missing", StringComparison.Ordinal)).Select(line => line.RenderMessage()).ToList();
        var counted = missing.Sum(line => long.Parse(line.Split(' ')[0]));
        Assert.That(counted, Is.EqualTo(Count + 1 - (place.Events.Count - missing.Count)).And.Positive);
    }

    [Test]
    public async Task A_place_that_never_takes_anything_does_not_hold_the_end()
    {
        var place = new BlockedSink();
        var logger = new LoggerConfiguration().WriteTo.Sink(LogOutput.To(to => to.Sink(place))).CreateLogger();
        logger.Information("Line");
        await Task.Run(logger.Dispose).WaitAsync(Host.Guard);
        place.Release();
    }

    [Test]
    public void A_strangers_words_are_no_more_than_text()
    {
        var place = new BlockedSink();
        place.Release();
        using (var logger = new LoggerConfiguration().WriteTo.Sink(LogOutput.To(to => to.Sink(place))).CreateLogger())
        {
            logger.Information(new InvalidDataException("b\u202Ed\u0007"), "{Who} came", "x\u202Etxt\n\u001b[2J");
        }

        var shown = place.Events.Single();
        Assert.That(shown.RenderMessage(), Is.EqualTo("\"x\\u202etxt\\u000a\\u001b[2J\" came"));
        Assert.That(shown.Exception!.ToString(), Does.Contain("b\\u202ed\\u0007"));
    }

    [Test]
    public void A_full_file_is_followed_by_the_next_and_the_oldest_go()
    {
        using var folder = new TestFolder();
        using (var logger = FileLogger(folder["run.log"], new BlockedSink()))
        {
            for (var i = 0; i < 60; i++)
            {
                logger.Information("{Line}", new string('x', 500));
            }
        }

        var files = Directory.GetFiles(folder.Path).Order().ToList();
        Assert.That(files, Has.Count.EqualTo(10).And.All.Matches<string>(file => new FileInfo(file).Length is > 500 and < 2500));
    }

    [Test]
    public void A_file_that_cannot_be_written_later_is_told_once()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder["run_001.log"]);
        var console = new BlockedSink();
        console.Release();
        using (var logger = FileLogger(folder["run.log"], console))
        {
            for (var i = 0; i < 20; i++)
            {
                logger.Information("{Line}", new string('x', 500));
            }
        }

        Assert.That(console.Events.Select(line => line.RenderMessage()), Has.One.Contains("run.log").And.Exactly(1).Contains("cannot be written"));
    }

    private static Logger FileLogger(string path, ILogEventSink console) =>
        new LoggerConfiguration().WriteTo.Sink(LogOutput.To(new LogFile(console, path, isPrivate: false, maxSize: 2000).AddTo)).CreateLogger();

    private sealed class BlockedSink : ILogEventSink
    {
        private readonly List<LogEvent> _events = [];
        private bool _isReleased;

        public List<LogEvent> Events
        {
            get
            {
                lock (_events)
                {
                    return [.. _events];
                }
            }
        }

        public void Release()
        {
            lock (_events)
            {
                _isReleased = true;
                Monitor.PulseAll(_events);
            }
        }

        public void Emit(LogEvent logEvent)
        {
            lock (_events)
            {
                while (!_isReleased)
                {
                    Monitor.Wait(_events);
                }

                _events.Add(logEvent);
            }
        }
    }
}
