using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests.Modem;

/// <summary>Keeps what the modem logs as its own bugs.</summary>
internal sealed class BugLog : ILoggerFactory, ILogger
{
    public List<string> Bugs { get; } = [];

    public List<string> Texts { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            Bugs.Add(exception?.Message ?? "");
            Texts.Add($"{logLevel}: {formatter(state, exception)}");
        }
    }

    public void Dispose()
    {
    }
}
