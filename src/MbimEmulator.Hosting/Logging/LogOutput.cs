using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Serilog.Sinks.Async;

namespace MbimEmulator.Hosting.Logging;

/// <summary>
/// Writes to one place of the log in the background: whoever logs, a modem in the middle of its work or a thread that ends the process, never waits for
/// it. Events that are too many are dropped and counted, and the count is written when the place takes events again.
/// </summary>
internal sealed class LogOutput : ILogEventSink, IAsyncLogEventSinkMonitor, IDisposable
{
    /// <summary>How many events wait at most.</summary>
    public const int Capacity = 4096;

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(1);
    private static readonly MessageTemplate Missing =
        new MessageTemplateParser().Parse("{Count} lines are missing here, because the log could not be written as fast as they arrived");

    private readonly ILogEventSink _queue;
    private readonly ILogEventSink _place;
    private IAsyncLogEventSinkInspector? _inspector;
    private long _told;

    private LogOutput(Action<LoggerSinkConfiguration> place)
    {
        _place = LoggerSinkConfiguration.CreateSink(place);
        _queue = LoggerSinkConfiguration.CreateSink(
            to => to.Async(behind => behind.Sink(new Writer(this)), Capacity, blockWhenFull: false, monitor: this));
    }

    /// <summary>Makes the output.</summary>
    /// <param name="place">Configures the sink that the queue writes to.</param>
    public static LogOutput To(Action<LoggerSinkConfiguration> place) => new(place);

    /// <summary>Puts an event behind those that wait.</summary>
    public void Emit(LogEvent logEvent) => _queue.Emit(logEvent);

    /// <summary>Writes what waits, as long as that goes on quickly; a reader that takes nothing keeps nobody here.</summary>
    public void Dispose()
    {
        var ending = Task.Run(() =>
        {
            (_queue as IDisposable)?.Dispose();
            TellMissing(DateTimeOffset.Now);
            (_place as IDisposable)?.Dispose();
        });
        Task.WaitAny([ending], EndPatience);
    }

    void IAsyncLogEventSinkMonitor.StartMonitoring(IAsyncLogEventSinkInspector inspector) => Volatile.Write(ref _inspector, inspector);

    void IAsyncLogEventSinkMonitor.StopMonitoring(IAsyncLogEventSinkInspector inspector)
    {
    }

    private void Write(LogEvent logEvent)
    {
        TellMissing(logEvent.Timestamp);
        _place.Emit(PlainEvent.Of(logEvent));
    }

    private void TellMissing(DateTimeOffset time)
    {
        var dropped = Volatile.Read(ref _inspector)?.DroppedMessagesCount ?? 0;
        if (dropped > _told)
        {
            _place.Emit(new LogEvent(
                time, LogEventLevel.Warning, exception: null, Missing, [new LogEventProperty("Count", new ScalarValue(dropped - _told))]));
            _told = dropped;
        }
    }

    private sealed class Writer(LogOutput output) : ILogEventSink
    {
        public void Emit(LogEvent logEvent) => output.Write(logEvent);
    }
}
