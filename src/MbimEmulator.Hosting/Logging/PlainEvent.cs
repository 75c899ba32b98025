using MbimProtocol.Rendering;
using Serilog.Events;

namespace MbimEmulator.Hosting.Logging;

/// <summary>Events of the log whose texts, which may be a stranger's, are no more than text: none of them begins a line of its own.</summary>
internal static class PlainEvent
{
    /// <summary>The event, or one like it with escapes.</summary>
    public static LogEvent Of(LogEvent logEvent)
    {
        var exception = logEvent.Exception?.ToString();
        var plain = exception is null ? null : ForeignText.Escape(exception, keepLines: true);
        if (plain == exception && !logEvent.Properties.Values.Any(value => TextOf(value) is { } text && ForeignText.Escape(text) != text))
        {
            return logEvent;
        }

        return new LogEvent(
            logEvent.Timestamp,
            logEvent.Level,
            plain == exception ? logEvent.Exception : new PlainException(plain!),
            logEvent.MessageTemplate,
            logEvent.Properties.Select(property => new LogEventProperty(
                property.Key, TextOf(property.Value) is { } text ? new ScalarValue(ForeignText.Escape(text)) : property.Value)));
    }

    private static string? TextOf(LogEventPropertyValue value) => (value as ScalarValue)?.Value as string;

    private sealed class PlainException(string text) : Exception
    {
        public override string Message => text;

        public override string ToString() => text;
    }
}
