using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>
/// Calls the handlers of one session: one event after another, in the order of the service, on a thread of their own. It begins with the first
/// handler; what came before waits until then. Under virtual time the handlers run as counted work instead.
/// </summary>
internal sealed class EventThread<T>(MbnClient client, string name, Func<ValueTask<T>> read, Action<T> raise)
{
    private int _isStarted;

    public void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
        {
            return;
        }

        if (client.Work is { } work)
        {
            work.Queue(() => _ = RunAsync());
        }
        else
        {
            new Thread(Run) { IsBackground = true, Name = name }.Start();
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                Raise(await read().ConfigureAwait(false));
            }
        }
        catch (MbnException)
        {
        }
    }

    private void Run()
    {
        while (TryRead(out var item))
        {
            Raise(item);
        }
    }

    private void Raise(T item)
    {
        try
        {
            raise(item);
        }
#pragma warning disable CA1031 // The handler is the user's: what it throws is its own failure, reported to its owner.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            client.ReportFailure(name, exception);
        }
    }

    private bool TryRead(out T item)
    {
        try
        {
            item = read().AsTask().GetAwaiter().GetResult();
            return true;
        }
        catch (MbnException)
        {
            item = default!;
            return false;
        }
#pragma warning disable CA1031 // Behind this thread nobody is left to catch it: it would end the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            client.ReportFailure(name, exception);
            item = default!;
            return false;
        }
    }
}
