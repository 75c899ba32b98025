using System.Net;
using System.Net.Sockets;

namespace MbimEmulator.Stress;

/// <summary>Connections of strangers, which end with it.</summary>
internal sealed class Crowd : IDisposable
{
    private readonly List<Socket> _sockets = [];

    /// <summary>An OPEN of MBIM, which the service, the function and the proxy take from everybody.</summary>
    public static byte[] Open { get; } = [1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0];

    /// <summary>A COMMAND, Basic Connect DEVICE_CAPS, query, which makes the answer longer than itself.</summary>
    public static byte[] Query { get; } =
    [
        3, 0, 0, 0, 48, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xa2, 0x89, 0xcc, 0x33, 0xbc, 0xbb, 0x8b, 0x4f, 0xb6, 0xb0, 0x13, 0x3e,
        0xc2, 0xaa, 0xe6, 0xdf, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>One more connection; null when it was refused.</summary>
    public Socket? Join(EndPoint endPoint)
    {
        var isUnix = endPoint is UnixDomainSocketEndPoint;
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, isUnix ? ProtocolType.Unspecified : ProtocolType.Tcp) { SendTimeout = 200, ReceiveTimeout = 200 };
        try
        {
            socket.Connect(endPoint);
            _sockets.Add(socket);
            return socket;
        }
        catch (SocketException)
        {
            // The emulator may refuse: that is its right.
            socket.Dispose();
            return null;
        }
    }

    /// <summary>Sends as long as the peer takes it; false when it takes no more.</summary>
    public static bool TrySend(Socket? socket, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return socket?.Send(bytes) == bytes.Length;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>The last one that joined leaves with a reset.</summary>
    public void Reset()
    {
        if (_sockets.Count > 0)
        {
            var last = _sockets[^1];
            last.LingerState = new LingerOption(enable: true, seconds: 0);
            last.Dispose();
            _sockets.RemoveAt(_sockets.Count - 1);
        }
    }

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _sockets.Clear();
    }
}
