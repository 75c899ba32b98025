using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>The user at the other end of a Unix socket, as the kernel noted it when the peer connected. The part for macOS was never run.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixPeer
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The user that the emulator runs as.</summary>
    public static uint OwnUser { get; } = geteuid();

    /// <summary>The peer's effective user id; null when the system does not tell.</summary>
    public static uint? UserOf(Socket socket)
    {
        try
        {
            return OperatingSystem.IsLinux() ? OfLinux(socket) : OfMacOS(socket);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or EntryPointNotFoundException)
        {
            return null;
        }
    }

    private static uint? OfLinux(Socket socket)
    {
        // struct ucred: s32 pid, u32 uid, u32 gid.
        Span<byte> credentials = stackalloc byte[12];
        return socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) == credentials.Length
            ? BinaryPrimitives.ReadUInt32LittleEndian(credentials[4..])
            : null;
    }

    private static uint? OfMacOS(Socket socket) => getpeereid(socket.SafeHandle, out var user, out _) == 0 ? user : null;

    [LibraryImport("libc")]
    private static partial uint geteuid();

    [LibraryImport("libc")]
    private static partial int getpeereid(SafeHandle socket, out uint user, out uint group);
}
