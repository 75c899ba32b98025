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
    private const int SoPeerGroups = 59;
    private const int MaxGroups = 65536;

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

    /// <summary>Whether the peer had this group when it connected, as its own or as a further one (Linux).</summary>
    public static bool IsInGroup(Socket socket, uint group)
    {
        Span<byte> credentials = stackalloc byte[12];
        try
        {
            if (socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials) == credentials.Length && BinaryPrimitives.ReadUInt32LittleEndian(credentials[8..]) == group)
            {
                return true;
            }

            var groups = new byte[MaxGroups * sizeof(uint)];
            var length = socket.GetRawSocketOption(SolSocket, SoPeerGroups, groups);
            return MemoryMarshal.Cast<byte, uint>(groups.AsSpan(0, length)).Contains(group);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
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
