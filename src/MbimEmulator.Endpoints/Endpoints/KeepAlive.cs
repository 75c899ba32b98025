using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>What makes a peer that vanished without a word (a crash, a pulled cable) end its connection after a minute; it would keep its place for ever.</summary>
internal static class KeepAlive
{
    /// <summary>Seconds without traffic before the first probe.</summary>
    public const int IdleSeconds = 30;

    private const int ProbeSeconds = 10;
    private const int Probes = 3;

    private static readonly (SocketOptionLevel Level, SocketOptionName Name, int Value)[] Options =
    [
        (SocketOptionLevel.Socket, SocketOptionName.KeepAlive, 1),
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, IdleSeconds),
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, ProbeSeconds),
        (SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, Probes),
    ];

    /// <summary>Sets the options of a TCP connection. One that the system does not know is left out.</summary>
    public static void Apply(Socket socket, ILogger logger)
    {
        if (socket.AddressFamily == AddressFamily.Unix)
        {
            return;
        }

        // What every TCP connection of the emulator has: messages go out as they are written.
        Set(socket, SocketOptionLevel.Tcp, SocketOptionName.NoDelay, 1, logger);
        foreach (var (level, name, value) in Options)
        {
            Set(socket, level, name, value, logger);
        }
    }

    /// <summary>Sets one option; false when the system does not know it, which ends nothing.</summary>
    public static bool Set(Socket socket, SocketOptionLevel level, SocketOptionName name, int value, ILogger logger)
    {
        try
        {
            socket.SetSocketOption(level, name, value);
            return true;
        }
        catch (Exception e) when (e is SocketException or PlatformNotSupportedException)
        {
            EndpointLog.NoOption(logger, name, e.Message);
            return false;
        }
    }
}
