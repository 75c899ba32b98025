using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>How many file descriptors this process may have, and whether few of them are left: without any the runtime ends the process.</summary>
internal static partial class Descriptors
{
    /// <summary>How many are left to what is no connection and no endpoint: files, the runtime, clients of the control API.</summary>
    public const int Reserve = 32;

    /// <summary>How many of the reserve are left to what is no client of the control API either.</summary>
    public const int ControlReserve = 16;

    // For systems without a limit of this kind.
    private const int WithoutLimit = 65_536;
    private const int OutOfMemory = 12;

    /// <summary>RLIMIT_NOFILE, which the runtime has raised to its hard limit at the start of the process.</summary>
    public static int Limit { get; } = OperatingSystem.IsWindows() ? WithoutLimit : ReadLimit();

    /// <summary>Whether a descriptor that has just been opened is one of the last ones. The system gives the lowest number that is free.</summary>
    public static bool AreShort(nint descriptor, int reserve = Reserve) => !OperatingSystem.IsWindows() && descriptor >= Limit - reserve;

    /// <summary>Refuses an endpoint that would take one of the last descriptors.</summary>
    /// <exception cref="EndpointException">It is one of them; the caller closes it.</exception>
    public static void Check(nint descriptor, string address)
    {
        if (AreShort(descriptor))
        {
            throw new EndpointException(
                $"'{address}' cannot be opened: of the {Limit} file descriptors that this process may have only {Reserve} are left. "
                + "Expected fewer modems, endpoints or connections, or a higher limit (ulimit -n).");
        }
    }

    /// <summary>Whether accepting failed because this process or the machine has no descriptor or no memory left.</summary>
    public static bool AreExhausted(SocketException exception) =>
        exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable
        || (!OperatingSystem.IsWindows() && exception.NativeErrorCode == OutOfMemory);

    [UnsupportedOSPlatform("windows")]
    private static int ReadLimit()
    {
        var resource = OperatingSystem.IsMacOS() ? 8 : 7;
        return getrlimit(resource, out var limit) == 0 ? (int)Math.Min(limit.Current, int.MaxValue) : WithoutLimit;
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out ResourceLimit limit);

    // struct rlimit: two rlim_t of 64 bits where .NET runs (32-bit Linux has words of 32 bits).
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        private readonly nuint _current;
        private readonly nuint _max;

        public ulong Current => Math.Min(_current, _max);
    }
}
