using System.Diagnostics;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

public sealed partial class MbnClient
{
    // Completions that may wait for the return of their call.
    private const int MostEarly = 64;

    // Guards the receivers and the waiters. Never held while the user's code runs.
    private readonly Lock _gate = new();
    private readonly Dictionary<uint, CompletionWaiter> _waiters = [];
    private readonly Queue<MbnEvent> _early = [];
    private int _calling;
    private TaskCompletionSource _completed = null!;
    private IMbnEventReceiver[] _receivers = [];
    private long _malformedEvents;
    private volatile bool _isDisposed;
    private bool _isEnded;

    /// <summary>Calls that are about to return; their completions wait.</summary>
    internal ReturnGate Returns { get; } = new();

    /// <summary>Where work is counted while the service's time is virtual; null when time goes by itself.</summary>
    internal IWorkQueue? Work { get; private set; }

    internal int EventBudget => _options.EventBudget;

    private MbnException? EndReason => _isDisposed ? null : new MbnException("The stream of events", HResult.Disconnected);

    /// <summary>Calls a method of the service.</summary>
    /// <param name="cid">The method.</param>
    /// <param name="parameters">The parameters of the call.</param>
    /// <param name="returned">Called by the reader with the return, before anything that came after it is looked at.</param>
    /// <param name="cancellationToken">Ends the wait; the call may have taken effect.</param>
    /// <exception cref="MbnException">The call was refused, or the connection was lost.</exception>
    internal async Task<TResponse> CallAsync<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid,
        TSet parameters,
        Action<TResponse>? returned = null,
        CancellationToken cancellationToken = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        try
        {
            return await _device.SendAsync(cid, MbimCommandType.Set, parameters, returned, cancellationToken).ConfigureAwait(false);
        }
        catch (MbimException exception)
        {
            throw Translate(((MobileBroadbandCid)cid.Number).ToString(), exception);
        }
    }

    /// <summary>As <see cref="CallAsync"/>, for callers that block: the reader itself wakes them, without a thread of the pool.</summary>
    internal TResponse Call<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TSet parameters, Action<TResponse>? returned = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        try
        {
            return _device.SendAsync(cid, MbimCommandType.Set, parameters, returned, CancellationToken.None).Block(Work);
        }
        catch (MbimException exception)
        {
            throw Translate(((MobileBroadbandCid)cid.Number).ToString(), exception);
        }
    }

    /// <summary>Calls an asynchronous method and waits for its completion.</summary>
    /// <param name="interfaceId">The interface that it is about.</param>
    /// <param name="cid">The method.</param>
    /// <param name="parameters">The parameters of the call.</param>
    /// <param name="cancellationToken">Ends the wait, not what was begun.</param>
    /// <exception cref="MbnException">The call was refused, the operation failed, its interface was removed, or the connection was lost.</exception>
    internal async Task<MbnEvent> CompleteAsync<TQuery, TSet>(
        Guid interfaceId, MbimCid<TQuery, TSet, AcceptedCall> cid, TSet parameters, CancellationToken cancellationToken)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
    {
        cancellationToken.ThrowIfCancellationRequested();
        var completing = CompletionOfAsync(interfaceId, cid, parameters);
        try
        {
            return await completing.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = completing.ContinueWith(
                static task => task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Drops an object; a connection that is gone has dropped it already.</summary>
    internal async Task ReleaseAsync(ObjectReference handle)
    {
        try
        {
            await CallAsync(MobileBroadband.ReleaseObject, handle).ConfigureAwait(false);
        }
        catch (MbnException)
        {
        }
    }

    internal void Add(IMbnEventReceiver receiver)
    {
        lock (_gate)
        {
            _receivers = [.. _receivers, receiver];
            if (_isEnded)
            {
                receiver.End(EndReason);
            }
        }
    }

    internal void Remove(IMbnEventReceiver receiver)
    {
        lock (_gate)
        {
            _receivers = Array.FindAll(_receivers, other => other != receiver);
        }
    }

    internal void ReportFailure(string callback, Exception exception)
    {
        try
        {
            if (CallbackFailed is not { } report)
            {
                Trace.TraceError($"{callback} failed: {exception}");
                return;
            }

            report(this, new MbnCallbackFailedEventArgs(callback, exception));
        }
#pragma warning disable CA1031 // Nobody is left to tell but the trace.
        catch (Exception second)
#pragma warning restore CA1031
        {
            Trace.TraceError($"{callback} failed: {exception}; reporting that failed too: {second}");
        }
    }

    private async Task<MbnEvent> CompletionOfAsync<TQuery, TSet>(Guid interfaceId, MbimCid<TQuery, TSet, AcceptedCall> cid, TSet parameters)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
    {
        var waiter = new CompletionWaiter(((MobileBroadbandCid)cid.Number).ToString(), interfaceId, Work);
        lock (_gate)
        {
            _calling++;
        }

        try
        {
            await CallAsync(cid, parameters, accepted => Await(accepted.RequestID, waiter)).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                if (--_calling == 0)
                {
                    _early.Clear();
                }
            }
        }

        return await waiter.Task.ConfigureAwait(false);
    }

    // No service completes a call before it returns, but one that does must not leave the caller waiting for ever.
    private void KeepEarly(MbnEvent item)
    {
        if (_early.Count == MostEarly)
        {
            _early.Dequeue();
        }

        _early.Enqueue(item);
    }

    private bool TookEarly(uint requestId, CompletionWaiter waiter) => _early.Any(item => item.RequestID == requestId && waiter.Take(item));

    private static MbnException Translate(string method, MbimException exception)
    {
        var error = exception switch
        {
            MbimStatusException failure => HResults.OfReturn(failure.Status),
            MbimDisconnectedException => HResult.Disconnected,
            _ => HResult.Fail,
        };
        return new MbnException(method, error, exception);
    }

    private async Task OpenAsync(IMbimTransport transport, CancellationToken cancellationToken)
    {
        Work = (transport as IMbimPushTransport)?.Work;
        _completed = new(Work is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
        var options = new MbimDeviceOptions
        {
            Host = new MbimHostOptions { MaxControlTransfer = MaxControlTransfer, MaxMessageLength = MaxControlTransfer },
            CommandTimeout = _options.CallTimeout,
            Indicated = Take,
            Ended = End,
        };
        try
        {
            _device = await MbimDevice.OpenAsync(transport, options, cancellationToken).ConfigureAwait(false);
        }
        catch (MbimException exception)
        {
            throw Translate("Connect", exception);
        }
    }

    private void Await(uint requestId, CompletionWaiter waiter)
    {
        lock (_gate)
        {
            // An id that is used twice is the service's mistake; the first request will not be completed any more.
            if (_waiters.Remove(requestId, out var forgotten))
            {
                forgotten.Fail(new MbnException("", HResult.Fail));
            }

            if (requestId == 0)
            {
                waiter.Fail(new MbnException("", HResult.Fail));
                return;
            }

            if (!TookEarly(requestId, waiter))
            {
                _waiters.Add(requestId, waiter);
            }
        }
    }

    private void Take(in MbimMessage message)
    {
        if (MbnEvent.TryRead(message) is not { } item)
        {
            Interlocked.Increment(ref _malformedEvents);
            return;
        }

        IMbnEventReceiver[] receivers;
        lock (_gate)
        {
            receivers = _receivers;
            if (!_waiters.TryGetValue(item.RequestID, out var waiter))
            {
                if (_calling > 0 && item.RequestID != 0)
                {
                    KeepEarly(item);
                }
            }
            else if (waiter.Take(item))
            {
                _waiters.Remove(item.RequestID);
            }

            if (item.IsRemoval && Guid.TryParse(item.InterfaceID, out var removed))
            {
                FailWaiters(new MbnException("", HResult.NotFound), waiting => waiting.InterfaceId == removed);
            }
        }

        foreach (var receiver in receivers)
        {
            receiver.Receive(item);
        }
    }

    private void FailWaiters(MbnException failure, Predicate<CompletionWaiter> which)
    {
        foreach (var (requestId, waiter) in _waiters)
        {
            if (which(waiter))
            {
                waiter.Fail(failure);
                _waiters.Remove(requestId);
            }
        }
    }

    private void End()
    {
        lock (_gate)
        {
            _isEnded = true;
            FailWaiters(new MbnException("", HResult.Disconnected), _ => true);
            Array.ForEach(_receivers, receiver => receiver.End(EndReason));
        }

        if (Work is null)
        {
            _completed.TrySetResult();
        }
        else
        {
            Work.Queue(() => _completed.TrySetResult());
        }
    }
}
