using Microsoft.Extensions.Logging;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Remembers the first error that was logged: the emulator logs its own bugs as errors.</summary>
internal sealed class ErrorLog : ILoggerFactory, ILogger
{
    public string? First { get; private set; }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            First ??= $"{formatter(state, exception)}\n{exception}";
        }
    }

    public void Dispose()
    {
    }
}
