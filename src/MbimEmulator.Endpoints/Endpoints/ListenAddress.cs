using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Reads the addresses of stream endpoints.</summary>
internal static class ListenAddress
{
    /// <summary>The prefix by which a TCP address says that it means to be reached from other machines.</summary>
    public const string Exposed = "public:";

    /// <summary>What to bind.</summary>
    /// <exception cref="EndpointException">The address is none.</exception>
    public static EndPoint Parse(EndpointKind kind, string address) => kind switch
    {
        EndpointKind.Reader => ParseTcp(address, "puts a card into the modem"),
        EndpointKind.Tcp or EndpointKind.UsbIp => ParseTcp(address),
        EndpointKind.UsbRedir when !IsSocket(address) => ParseTcp(address),
        EndpointKind.Pipe when OperatingSystem.IsWindows() => new NamedPipeEndPoint(address),
        EndpointKind.Socket or EndpointKind.Proxy or EndpointKind.UsbRedir when address.StartsWith('@') => ParseAbstract(address),
        _ => ParseFile(FileOf(kind, address)!),
    };

    /// <summary>The socket file of an address; null when it has none.</summary>
    public static string? FileOf(EndpointKind kind, string address) => kind switch
    {
        EndpointKind.Pipe => SocketPath.OfPipe(address),
        EndpointKind.Tcp or EndpointKind.UsbIp or EndpointKind.Reader => null,
        EndpointKind.UsbRedir when !IsSocket(address) => null,
        _ when address.Length == 0 => throw new EndpointException("'' is not the path of a socket."),
        _ => address.StartsWith('@') ? null : Path.GetFullPath(address),
    };

    /// <summary>Whether an address of a kind that may be either is a socket's path or <c>@name</c>; everything else has a colon: HOST:PORT.</summary>
    public static bool IsSocket(string address) =>
        address.StartsWith('@') || address.Contains('/', StringComparison.Ordinal) || !address.Contains(':', StringComparison.Ordinal);

    private static UnixDomainSocketEndPoint ParseFile(string path)
    {
        SocketPath.Require(path);
        SocketPath.Check(path);
        return new UnixDomainSocketEndPoint(path);
    }

    private static UnixDomainSocketEndPoint ParseAbstract(string address)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new EndpointException($"'{address}' is an abstract socket name, which only Linux supports; choose a path.");
        }

        SocketPath.Check(address);
        return address.Length > 1
            ? new UnixDomainSocketEndPoint("\0" + address[1..])
            : throw new EndpointException("'@' alone is not a socket name; expected @NAME, such as @mbim-proxy.");
    }

    private static IPEndPoint ParseTcp(string text, string power = "is the modem's host")
    {
        var exposed = text.StartsWith(Exposed, StringComparison.Ordinal);
        var address = exposed ? text[Exposed.Length..] : text;
        var colon = address.LastIndexOf(':');
        var host = colon < 0 ? "" : address[..colon].Trim('[', ']');
        if (!ushort.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ||
            !TryParseHost(host, out var ip))
        {
            throw new EndpointException($"'{text}' is not a TCP address; expected HOST:PORT with a loopback address, such as 127.0.0.1:5099.");
        }

        return IPAddress.IsLoopback(ip) || exposed
            ? new IPEndPoint(ip, port)
            : throw new EndpointException(
                $"'{text}' can be reached from other machines, and whoever reaches it {power} without any access check. "
                + $"Choose 127.0.0.1:{port}, or write {Exposed}{address} if this is intended.");
    }

    private static bool TryParseHost(string host, out IPAddress ip)
    {
        if (host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
        {
            ip = IPAddress.Loopback;
            return true;
        }

        return IPAddress.TryParse(host, out ip!);
    }
}
