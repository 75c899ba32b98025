using Microsoft.Extensions.Logging;

namespace MbimEmulator.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    /// <summary>What is logged as a bug of the emulator.</summary>
    public List<string> Bugs { get; } = [];

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = $"{formatter(state, exception)} {exception}";
        (logLevel == LogLevel.Critical ? Bugs : Lines).Add(line);
    }

    public void Dispose()
    {
    }
}
