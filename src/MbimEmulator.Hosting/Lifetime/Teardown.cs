using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Lifetime;

/// <summary>Takes something apart step by step: each step is done whatever those before it did, and what they threw is kept.</summary>
internal sealed partial class Teardown
{
    private readonly List<Exception> _errors = [];

    /// <summary>Does a step.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a step throws, the next one has to be done; nothing is lost.")]
    public void Run(Action step)
    {
        try
        {
            step();
        }
        catch (Exception e)
        {
            _errors.Add(e);
        }
    }

    /// <summary>Does a step.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Whatever a step throws, the next one has to be done; nothing is lost.")]
    public async ValueTask RunAsync(Func<ValueTask> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _errors.Add(e);
        }
    }

    /// <summary>Does steps that do not depend on each other, at once.</summary>
    public async ValueTask RunAllAsync(IReadOnlyList<Func<ValueTask>> steps)
    {
        // A step of its own each: the first that throws would hide the others.
        var parts = steps.Select(_ => new Teardown()).ToArray();
        await Task.WhenAll(steps.Zip(parts, (step, part) => part.RunAsync(step).AsTask())).ConfigureAwait(false);
        _errors.AddRange(parts.SelectMany(part => part._errors));
    }

    /// <summary>Throws what the steps have thrown: one exception as it is, several as one.</summary>
    public void Throw()
    {
        if (_errors.Count == 1)
        {
            ExceptionDispatchInfo.Throw(_errors[0]);
        }

        if (_errors.Count > 1)
        {
            throw new AggregateException(_errors);
        }
    }

    /// <summary>Writes what the steps have thrown to the log, where the caller has what it asked for all the same.</summary>
    public void Log(ILogger logger) => _errors.ForEach(error => NotClosed(logger, error));

    [LoggerMessage(601, LogLevel.Error, "Not everything could be closed cleanly; everything else is closed")]
    private static partial void NotClosed(ILogger logger, Exception exception);
}
