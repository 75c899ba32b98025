using System.Collections.Concurrent;
using MbimProtocol.Host;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Links;

/// <summary>
/// Brings the events of a Mobile Broadband service and its modems into one order. On a real clock one thread-pool work item handles them, never
/// two at once; on a virtual clock whoever posts does, so that everything has happened when the post returns.
/// </summary>
/// <param name="work">The virtual clock's work; null on a real clock.</param>
internal sealed class Mailbox(IWorkQueue? work) : IThreadPoolWorkItem
{
    private const int Batch = 64;

    private readonly ConcurrentQueue<MailboxEvent> _events = new();
    private int _busy;

    /// <summary>Appends an event; from any thread.</summary>
    public void Post(in MailboxEvent item)
    {
        if (work is not null)
        {
            PostAndHandle(item);
            return;
        }

        _events.Enqueue(item);
        Wake();
    }

    /// <summary>
    /// Appends an event and, when nobody handles any, handles up to 64 in the poster's thread, so that a client in the same process need not wait
    /// for another one. The poster holds no lock.
    /// </summary>
    public void PostAndHandle(in MailboxEvent item)
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            _events.Enqueue(item);
            Wake();
            return;
        }

        // Nobody handles any, and where none waits this one need not wait either.
        if (_events.IsEmpty)
        {
            Handle(item);
        }
        else
        {
            _events.Enqueue(item);
        }

        HandleWaiting();
    }

    /// <summary>Runs an action as an event; what it throws is the task's.</summary>
    public Task InvokeAsync(IMailboxReceiver receiver, Action action)
    {
        var done = new Completion<bool>(work);
        Post(new MailboxEvent(receiver, MailboxEventKind.Invoke, Action: () =>
        {
            try
            {
                action();
                done.TrySetResult(true);
            }
            catch (Exception e)
            {
                done.TrySetException(e);
            }
        }));
        return done.GiveOut();
    }

    /// <summary>
    /// The last resort, behind which no exception ends the process: the bug is logged, and what the event belongs to is closed. Never throws.
    /// </summary>
    public static void Fail(in MailboxEvent item, Exception bug)
    {
        Report(item.Receiver.Logger, bug, item.Kind.ToString());
        try
        {
            item.Receiver.Close(item, ReasonOf(bug));
        }
        catch (Exception another)
        {
            Report(item.Receiver.Logger, another, $"closing after {item.Kind}");
        }
    }

    /// <summary>Logs a bug; never throws.</summary>
    public static void Report(ILogger logger, Exception bug, string what)
    {
        try
        {
            LinkLog.Bug(logger, bug, what);
        }
        catch (Exception)
        {
            // It is the logger that throws: nobody is left who could be told.
        }
    }

    /// <summary>What is said of a connection that a bug ends.</summary>
    public static string ReasonOf(Exception bug) => $"bug in the emulator: {bug.Message}";

    void IThreadPoolWorkItem.Execute() => HandleWaiting();

    private static void Handle(in MailboxEvent item)
    {
        try
        {
            item.Receiver.Handle(item);
        }
        catch (Exception bug)
        {
            Fail(item, bug);
        }
    }

    // On a virtual clock all of them: everything has happened when the post returns.
    private void HandleWaiting()
    {
        for (var i = 0; i < Batch || work is not null; i++)
        {
            if (!_events.TryDequeue(out var item))
            {
                Release();
                return;
            }

            Handle(item);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    private void Wake()
    {
        if (Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            return;
        }

        if (work is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            HandleWaiting();
        }
    }

    // An event that was posted after the last dequeue and before the exchange found the mailbox busy: it is ours to wake for.
    private void Release()
    {
        Interlocked.Exchange(ref _busy, 0);
        if (!_events.IsEmpty)
        {
            Wake();
        }
    }
}
