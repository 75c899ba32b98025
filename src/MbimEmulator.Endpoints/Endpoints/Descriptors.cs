using System.Net.Sockets;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>How many file descriptors this process may have, and whether few of them are left: without any the runtime ends the process.</summary>
internal static unsafe partial class Descriptors
{
    // For systems without a limit of this kind.
    private const int WithoutLimit = 65_536;
    private const int OutOfMemory = 12;

    // More than a process of this kind opens, and few enough to count.
    private const int MaxLimit = 1 << 20;

    // More than what a process has open before anybody connects.
    private const int AtStart = 1024;

    // struct pollfd: s32 descriptor, s16 events, s16 revents. A number that is not open comes back with POLLNVAL.
    private const int PollSize = 8;
    private const short NotOpen = 0x20;

    private static readonly Lock Counting = new();

    /// <summary>RLIMIT_NOFILE, which the runtime has raised to its hard limit at the start of the process; 1,048,576 at most.</summary>
    public static int Limit { get; } = OperatingSystem.IsWindows() ? WithoutLimit : ReadLimit();

    /// <summary>
    /// How many are left to what is no connection and no endpoint: files, the runtime, clients of the control API, and one connection of each endpoint that
    /// is about to be refused. 32, or fewer where the limit is so low that the runtime's own files are most of what there is.
    /// </summary>
    public static int Reserve { get; } = Math.Min(32, Limit / 16);

    /// <summary>How many of the reserve are left to what is no client of the control API either.</summary>
    public static int ControlReserve { get; } = Reserve / 2;

    // Further descriptors that may be opened without counting again; what is opened elsewhere meanwhile has the same number again.
    private static int _credit = Math.Max(0, (Limit - AtStart) / 4);

    /// <summary>Whether so few are left, after one that has just been opened. Counts when that is in doubt.</summary>
    public static bool AreShort(int reserve)
    {
        if (OperatingSystem.IsWindows() || Interlocked.Decrement(ref _credit) >= 0)
        {
            return false;
        }

        lock (Counting)
        {
            var free = CountFree();
            Volatile.Write(ref _credit, Math.Max(0, (free - Reserve) / 4));
            return free < reserve;
        }
    }

    /// <summary>
    /// Has the runtime open now what it opens at the first failed connection: four assemblies and symbol files for the stack trace of its exception, which
    /// end the process when they find no descriptor. Does nothing where the limit is high.
    /// </summary>
    public static void Prepare()
    {
        if (Limit <= AtStart)
        {
            ExceptionDispatchInfo.SetCurrentStackTrace(new SocketException((int)SocketError.ConnectionReset));
        }
    }

    /// <summary>Refuses an endpoint that would take one of the last descriptors.</summary>
    /// <exception cref="EndpointException">It has taken one of them; the caller closes it.</exception>
    public static void Check(string address)
    {
        if (AreShort(Reserve))
        {
            throw new EndpointException(
                $"'{address}' cannot be opened: fewer than {Reserve} of the {Limit} file descriptors of this process are left. "
                + "Expected fewer modems, endpoints or connections, or a higher limit (ulimit -n).");
        }
    }

    /// <summary>Whether accepting failed because this process or the machine has no descriptor or no memory left.</summary>
    public static bool AreExhausted(SocketException exception) =>
        exception.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable
        || (!OperatingSystem.IsWindows() && exception.NativeErrorCode == OutOfMemory);

    // One call of the system for all numbers that there can be.
    [UnsupportedOSPlatform("windows")]
    private static int CountFree()
    {
        var all = (byte*)NativeMemory.AllocZeroed((nuint)Limit, PollSize);
        try
        {
            for (var number = 0; number < Limit; number++)
            {
                *(int*)(all + ((long)number * PollSize)) = number;
            }

            // Fails when the limit was lowered meanwhile: nothing can be said to be left then.
            if (poll(all, (nuint)Limit, 0) < 0)
            {
                return 0;
            }

            var free = 0;
            for (var number = 0; number < Limit; number++)
            {
                free += (*(short*)(all + ((long)number * PollSize) + 6) & NotOpen) != 0 ? 1 : 0;
            }

            return free;
        }
        finally
        {
            NativeMemory.Free(all);
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static int ReadLimit()
    {
        var resource = OperatingSystem.IsMacOS() ? 8 : 7;
        return getrlimit(resource, out var limit) == 0 ? (int)Math.Min(limit.Current, MaxLimit) : WithoutLimit;
    }

    [LibraryImport("libc")]
    private static partial int getrlimit(int resource, out ResourceLimit limit);

    [LibraryImport("libc")]
    private static partial int poll(byte* descriptors, nuint count, int timeout);

    // struct rlimit: two rlim_t, words of the machine.
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct ResourceLimit
    {
        private readonly nuint _current;
        private readonly nuint _max;

        public ulong Current => Math.Min(_current, _max);
    }
}
