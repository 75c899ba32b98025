using System.Collections.Concurrent;
using System.Runtime.Versioning;
using MbimEmulator.Network;

namespace MbimEmulator.Hosting.Network;

/// <summary>One session on its TUN device.</summary>
[SupportedOSPlatform("linux")]
internal sealed class TunSession : INetworkSession
{
    // A modem that does not come to take them drops packets, as a link does.
    private const int MaxQueued = 1024;

    private readonly TunDevice _device;
    private readonly IPSession _session;
    private readonly Action<Action> _post;
    private readonly Action _deliver;
    private readonly ConcurrentQueue<byte[]> _packets = new();
    private int _posted;

    public TunSession(TunDevice device, IPSession session, Action<Action> post)
    {
        _device = device;
        _session = session;
        _post = post;
        _deliver = Deliver;
        _ = Task.Run(ReadAsync);
    }

    public bool Receive(ReadOnlySpan<byte> packet) => _device.TryWrite(packet);

    public void End() => _device.Dispose();

    private async Task ReadAsync()
    {
        var buffer = new byte[ushort.MaxValue];
        int count;
        while ((count = await _device.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            if (_packets.Count < MaxQueued)
            {
                _packets.Enqueue(buffer[..count]);
            }

            if (Interlocked.Exchange(ref _posted, 1) == 0)
            {
                _post(_deliver);
            }
        }
    }

    // Inside the mailbox.
    private void Deliver()
    {
        Volatile.Write(ref _posted, 0);
        while (_packets.TryDequeue(out var packet))
        {
            _session.Send(packet);
        }
    }
}
