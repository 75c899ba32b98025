using System.Net.Sockets;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Network;

/// <summary>A TUN device: whole IP packets both ways. It is gone when it is disposed.</summary>
[SupportedOSPlatform("linux")]
internal sealed class TunDevice : IDisposable
{
    // The runtime takes any descriptor here and waits for it with its one epoll: no thread for each device.
    private readonly Socket _socket;
    private readonly int _descriptor;

    /// <summary>Makes a device of this name, at most 15 characters.</summary>
    /// <exception cref="Endpoints.EndpointException">The system refuses.</exception>
    public TunDevice(string name)
    {
        _descriptor = LinuxNetwork.OpenTun(name);
        _socket = new Socket(new SafeSocketHandle(_descriptor, ownsHandle: true));
        Name = name;
    }

    public string Name { get; }

    /// <summary>Writes a packet; false when the device does not take it.</summary>
    public bool TryWrite(ReadOnlySpan<byte> packet) => LinuxNetwork.TryWrite(_descriptor, packet);

    /// <summary>Reads one packet; 0 when the device is gone.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            return 0;
        }
    }

    public void Dispose() => _socket.Dispose();
}
