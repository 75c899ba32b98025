using System.Diagnostics.CodeAnalysis;
using MbimProtocol.Host;

namespace MbimClient.DeviceServices;

/// <summary>
/// Events on their way to one callback, and the thread that calls it: one event after another, in the order of the wire. The thread is the
/// callback's own, so that one that blocks holds up nobody else, and one that calls the service never waits for itself.
/// <para>
/// The queue holds a budget of bytes. Above it the oldest unsolicited events (OnReadData, OnEventNotification) fall out and are counted.
/// Completions never fall out: when they alone exceed the budget, the callback is cut off and the failure reported.
/// </para>
/// </summary>
internal sealed class CallbackQueue : IMbnEventReceiver
{
    private readonly object _lock = new();
    private readonly LinkedList<MbnEvent> _waiting = new();
    private readonly Queue<LinkedListNode<MbnEvent>> _droppable = new();
    private readonly MbnClient _client;
    private readonly string _name;
    private readonly int _budget;
    private readonly Func<MbnEvent, bool> _wants;
    private readonly Action<MbnEvent> _callback;
    private int _cost;
    private bool _isEnded;
    private volatile bool _isStopped;

    public CallbackQueue(MbnClient client, string name, int budget, Func<MbnEvent, bool> wants, Action<MbnEvent> callback)
    {
        _client = client;
        _name = name;
        _budget = budget;
        _wants = wants;
        _callback = callback;
        new Thread(Run) { IsBackground = true, Name = name }.Start();
    }

    /// <summary>Unsolicited events that fell out.</summary>
    public long Dropped { get; private set; }

    public void Receive(MbnEvent item)
    {
        if (!_wants(item))
        {
            return;
        }

        lock (_lock)
        {
            if (_isEnded)
            {
                return;
            }

            _client.Work?.Begin();
            var node = _waiting.AddLast(item);
            _cost += item.Cost;
            if (item.IsUnsolicited)
            {
                _droppable.Enqueue(node);
            }

            while (_cost > _budget && _droppable.TryDequeue(out var oldest))
            {
                _waiting.Remove(oldest);
                _client.Work?.End();
                _cost -= oldest.Value.Cost;
                Dropped++;
            }

            if (_cost > _budget)
            {
                Cut();
                ThreadPool.QueueUserWorkItem(static queue => queue.ReportCutOff(), this, preferLocal: false);
            }

            Monitor.Pulse(_lock);
        }
    }

    /// <summary>What waits is still called for.</summary>
    public void End(MbnException? reason)
    {
        lock (_lock)
        {
            _isEnded = true;
            Monitor.Pulse(_lock);
        }
    }

    /// <summary>The callback is called no more; one that runs goes on.</summary>
    public void Stop()
    {
        _client.Remove(this);
        _isStopped = true;
        lock (_lock)
        {
            Cut();
            Monitor.Pulse(_lock);
        }
    }

    private void Cut()
    {
        _isEnded = true;
        foreach (var _ in _waiting)
        {
            _client.Work?.End();
        }

        _waiting.Clear();
        _droppable.Clear();
        _cost = 0;
    }

    private void ReportCutOff()
    {
        _client.Remove(this);
        _client.ReportFailure(_name, new InvalidOperationException(
            $"Completions of more than {_budget} bytes were waiting; the callback is no longer called. Return from it sooner, or make fewer calls at a time."));
    }

    private void Run()
    {
        while (TryTake(out var item))
        {
            if (_client.Work is { } work)
            {
                CallAsWork(work, item);
            }
            else
            {
                Call(item);
            }
        }
    }

    private void CallAsWork(IWorkQueue work, MbnEvent item) => work.Run(() => Call(item));

    private void Call(MbnEvent item)
    {
        if (item.RequestID != 0)
        {
            _client.Returns.Wait(item.RequestID);
        }

        if (_isStopped)
        {
            return;
        }

        try
        {
            _callback(item);
        }
#pragma warning disable CA1031 // The callback is the user's: what it throws is its own failure, reported to its owner.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _client.ReportFailure($"{_name}, {item.Cid}", exception);
        }
    }

    private bool TryTake([NotNullWhen(true)] out MbnEvent? item)
    {
        lock (_lock)
        {
            while (_waiting.Count == 0 && !_isEnded)
            {
                Monitor.Wait(_lock);
            }

            item = _waiting.First?.Value;
            if (item is null)
            {
                return false;
            }

            _waiting.RemoveFirst();
            _cost -= item.Cost;
            if (item.IsUnsolicited)
            {
                _droppable.Dequeue();
            }
        }

        return true;
    }
}
