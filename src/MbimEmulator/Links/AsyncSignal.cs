using System.Threading.Tasks.Sources;
using MbimProtocol.Host;

namespace MbimEmulator.Links;

/// <summary>
/// A reusable wait for one waiter at a time, without allocation. Its owner decides under its lock whether to wait and whom to wake, and
/// completes the wait outside of that lock.
/// </summary>
/// <param name="gate">The owner's lock.</param>
/// <param name="work">The virtual clock's work, as part of which the waiter goes on; null to go on in a thread of the pool.</param>
internal sealed class AsyncSignal(Lock gate, IWorkQueue? work) : IValueTaskSource<bool>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = work is null };
    private CancellationTokenRegistration _registration;
    private bool _waiting;

    /// <summary>Under the owner's lock: begins a wait and answers with its token.</summary>
    /// <exception cref="InvalidOperationException">Somebody waits already.</exception>
    public short Begin(CancellationToken cancellationToken)
    {
        if (_waiting)
        {
            throw new InvalidOperationException("Only one wait at a time.");
        }

        _waiting = true;
        _core.Reset();
        _registration = cancellationToken.UnsafeRegister(static (state, token) => ((AsyncSignal)state!).Cancel(token), this);
        return _core.Version;
    }

    /// <summary>Under the owner's lock: whether there is a waiter.</summary>
    public bool IsWaiting => _waiting;

    /// <summary>Under the owner's lock: true when there is a waiter, which the caller then completes.</summary>
    public bool TryTakeWaiter()
    {
        var waiting = _waiting;
        _waiting = false;
        return waiting;
    }

    /// <summary>Ends the wait that was taken.</summary>
    public void Complete(bool result)
    {
        if (work is null)
        {
            _core.SetResult(result);
        }
        else
        {
            work.Queue(result ? SetTrue : SetFalse);
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => GetResult(token);

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void SetTrue() => _core.SetResult(true);

    private void SetFalse() => _core.SetResult(false);

    // Disposing waits for a cancellation that is under way, so that it cannot end a later wait.
    private bool GetResult(short token)
    {
        _registration.Dispose();
        return _core.GetResult(token);
    }

    private void Cancel(CancellationToken cancellationToken)
    {
        bool taken;
        lock (gate)
        {
            taken = TryTakeWaiter();
        }

        if (taken && work is null)
        {
            _core.SetException(new OperationCanceledException(cancellationToken));
        }
        else if (taken)
        {
            CancelAsWork(work!, cancellationToken);
        }
    }

    private void CancelAsWork(IWorkQueue queue, CancellationToken cancellationToken) =>
        queue.Queue(() => _core.SetException(new OperationCanceledException(cancellationToken)));
}
