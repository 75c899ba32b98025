using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>The system calls of pseudo terminals. Both systems lay out their termios so that it fits 256 bytes; only its own calls look inside.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class Pty
{
    private const int ReadWrite = 2;
    private const int FlushInput = 0;
    private const int FlushOutput = 1;
    private const int NoSuchDevice = 6;
    private const int NotSupported = 102;
    private const nuint PacketMode = 0x5420;

    private static readonly int OpenFlags = ReadWrite | (OperatingSystem.IsMacOS() ? 0x20000 | 0x1000000 : 0x100 | 0x80000);

    /// <summary>Makes a pseudo terminal; the slave's path comes with its master.</summary>
    /// <exception cref="EndpointException">The system has none left.</exception>
    public static (int Master, string SlavePath) Open()
    {
        var master = posix_openpt(OpenFlags);
        Span<byte> name = stackalloc byte[256];
        if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0 || ptsname_r(master, ref name[0], name.Length) != 0)
        {
            var reason = Marshal.GetLastPInvokeErrorMessage();
            if (master >= 0)
            {
                Close(master);
            }

            throw new EndpointException($"Cannot create a pseudo terminal: {reason}.");
        }

        return (master, Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)]));
    }

    /// <summary>
    /// Has the master tell what clients do to the line (Linux's TIOCPKT): each read begins with a byte, which is 0 before what a client has written, and
    /// else stands alone. False where the system has none of it.
    /// </summary>
    public static bool TryTellChanges(int master)
    {
        var on = 1;
        return OperatingSystem.IsLinux() && ioctl(master, PacketMode, ref on) == 0;
    }

    /// <summary>
    /// Opens the slave, throws away what was written to its side and nobody has read, and makes the line raw. If a client had left another line behind, what
    /// that line has echoed goes too, before it can look like the next client's.
    /// </summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static int OpenSlave(int master, string path)
    {
        var slave = open(path, OpenFlags);
        if (slave >= 0)
        {
            var wasRaw = IsRaw(slave);
            FlushToSlave(master, slave);
            if (TryMakeRaw(slave))
            {
                if (!wasRaw)
                {
                    ThrowAwayEcho(master, slave);
                }

                return slave;
            }
        }

        var reason = Marshal.GetLastPInvokeErrorMessage();
        if (slave >= 0)
        {
            Close(slave);
        }

        throw new EndpointException($"Cannot open the pseudo terminal '{path}': {reason}.");
    }

    /// <summary>
    /// Makes the line what it is at the start, whatever a client has set: bytes pass as they are, nothing is echoed, and output that was stopped flows.
    /// The system keeps all this for the next client.
    /// </summary>
    public static bool TryMakeRaw(int slave)
    {
        Span<byte> termios = stackalloc byte[256];
        termios.Clear();
        if (tcgetattr(slave, ref termios[0]) != 0)
        {
            return false;
        }

        cfmakeraw(ref termios[0]);
        return tcsetattr(slave, 0, ref termios[0]) == 0 && tcflow(slave, OperatingSystem.IsMacOS() ? 2 : 1) == 0;
    }

    /// <summary>Opens a device for reading and writing; a terminal is made raw. False for a socket, which cannot be opened.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static bool TryOpenDevice(string path, out int device, out bool isTerminal)
    {
        device = open(path, OpenFlags);
        isTerminal = false;
        if (device < 0)
        {
            return Marshal.GetLastPInvokeError() is NoSuchDevice or NotSupported
                ? false
                : throw new EndpointException($"Cannot open '{path}': {Marshal.GetLastPInvokeErrorMessage()}.");
        }

        Span<byte> termios = stackalloc byte[256];
        termios.Clear();
        isTerminal = tcgetattr(device, ref termios[0]) == 0;
        if (isTerminal)
        {
            cfmakeraw(ref termios[0]);
            _ = tcsetattr(device, 0, ref termios[0]);
        }

        return true;
    }

    /// <summary>Closes a descriptor.</summary>
    public static void Close(int descriptor) => _ = close(descriptor);

    private static bool IsRaw(int slave)
    {
        Span<byte> found = stackalloc byte[256];
        Span<byte> raw = stackalloc byte[256];
        found.Clear();
        if (tcgetattr(slave, ref found[0]) != 0)
        {
            return false;
        }

        found.CopyTo(raw);
        cfmakeraw(ref raw[0]);
        return found.SequenceEqual(raw);
    }

    // Linux keeps an echo while output is stopped, and sends it ahead of the next byte that is written: that byte is ours.
    private static void ThrowAwayEcho(int master, int slave)
    {
        byte any = 0;
        _ = write(slave, ref any, 1);
        _ = tcflush(slave, FlushOutput);
        _ = tcflush(master, FlushInput);
    }

    // First what is under way, then what has arrived.
    private static void FlushToSlave(int master, int slave)
    {
        _ = tcflush(master, FlushOutput);
        _ = tcflush(slave, FlushInput);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int posix_openpt(int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int grantpt(int master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int unlockpt(int master);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ptsname_r(int master, ref byte name, nint length);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int descriptor, ref byte termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int descriptor, int actions, ref byte termios);

    [LibraryImport("libc")]
    private static partial void cfmakeraw(ref byte termios);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, ref int argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcflow(int descriptor, int action);

    [LibraryImport("libc")]
    private static partial int tcflush(int descriptor, int queue);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial nint write(int descriptor, ref byte bytes, nint count);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
