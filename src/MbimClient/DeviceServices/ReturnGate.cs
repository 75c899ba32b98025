namespace MbimClient.DeviceServices;

/// <summary>
/// Keeps completions back until the calls that they complete have returned. The reader closes the gate of a request id when it sees the
/// return on the wire, before it looks at anything that came after; the caller opens it when the id is where it belongs.
/// </summary>
internal sealed class ReturnGate
{
    private readonly object _lock = new();
    private readonly HashSet<uint> _returning = [];

    public void Close(uint requestId)
    {
        lock (_lock)
        {
            _returning.Add(requestId);
        }
    }

    public void Open(uint requestId)
    {
        lock (_lock)
        {
            _returning.Remove(requestId);
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>Waits until the call has returned. Never called by a thread that a returning call needs.</summary>
    public void Wait(uint requestId)
    {
        lock (_lock)
        {
            while (_returning.Contains(requestId))
            {
                Monitor.Wait(_lock);
            }
        }
    }
}
