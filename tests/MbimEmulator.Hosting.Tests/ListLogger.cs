using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Tests;

internal sealed class ListLogger : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<string>> _awaited = new();

    public IEnumerable<string> Lines => _lines;

    public Task<string> Next(string containing)
    {
        var source = _awaited.GetOrAdd(containing, _ => new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (_lines.FirstOrDefault(line => line.Contains(containing, StringComparison.Ordinal)) is { } line)
        {
            source.TrySetResult(line);
        }

        return source.Task.WaitAsync(Host.Guard);
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = $"{logLevel}: {formatter(state, exception)} {exception}";
        _lines.Enqueue(text);
        foreach (var (containing, source) in _awaited)
        {
            if (text.Contains(containing, StringComparison.Ordinal))
            {
                source.TrySetResult(text);
            }
        }
    }

    public void Dispose()
    {
    }
}
