using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <summary>
/// A task that is completed elsewhere. On a real clock whoever awaits it goes on in a thread of the pool; on a virtual one as counted work, or at
/// once when the task is complete before it is given out.
/// </summary>
/// <param name="work">The virtual clock's work; null on a real clock.</param>
internal sealed class Completion<T>(IWorkQueue? work)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource<T> _source =
        new(work is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);

    private bool _isGivenOut;

    /// <summary>Gives the task out, to be awaited.</summary>
    public Task<T> GiveOut()
    {
        lock (_lock)
        {
            _isGivenOut = true;
        }

        return _source.Task;
    }

    /// <summary>Completes the task, unless it is complete.</summary>
    public void TrySetResult(T result)
    {
        if (work is null)
        {
            _source.TrySetResult(result);
            return;
        }

        Complete(work, source => source.TrySetResult(result));
    }

    /// <summary>Fails the task, unless it is complete.</summary>
    public void TrySetException(Exception exception)
    {
        if (work is null)
        {
            _source.TrySetException(exception);
            return;
        }

        Complete(work, source => source.TrySetException(exception));
    }

    private void Complete(IWorkQueue queue, Action<TaskCompletionSource<T>> complete)
    {
        lock (_lock)
        {
            // Nobody awaits yet: nothing else runs under the lock.
            if (!_isGivenOut)
            {
                complete(_source);
                return;
            }
        }

        queue.Queue(() => complete(_source));
    }
}
