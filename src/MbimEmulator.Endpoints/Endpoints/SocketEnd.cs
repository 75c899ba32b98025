using System.Net.Sockets;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Whether a peer is gone, while nobody reads.</summary>
internal static class SocketEnd
{
    /// <summary>Whether the peer has closed its sending side and everything before was read; false when no socket carries the connection. Never blocks.</summary>
    public static bool IsReached(Socket? socket)
    {
        try
        {
            return socket is not null && socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException)
        {
            return true;
        }
    }
}
