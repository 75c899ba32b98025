using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Network;

/// <summary>The system calls that make a TUN device and give it its addresses (netdevice(7), tun.txt of the kernel's documentation).</summary>
[SupportedOSPlatform("linux")]
internal static partial class LinuxNetwork
{
    private const string TunPath = "/dev/net/tun";
    private const int OpenFlags = 2 | 0x800 | 0x80000; // O_RDWR, O_NONBLOCK, O_CLOEXEC
    private const int NameSize = 16;
    private const int RequestSize = 40;
    private const ushort TunWithoutHeader = 0x1001; // IFF_TUN, IFF_NO_PI
    private const ushort UpAndRunning = 0x41;
    private const int IPv4 = 2;
    private const int IPv6 = 10;
    private const int Datagram = 2;

    private const nuint SetInterface = 0x400454CA; // TUNSETIFF
    private const nuint AddRoute = 0x890B;
    private const nuint GetFlags = 0x8913;
    private const nuint SetFlags = 0x8914;
    private const nuint SetAddress = 0x8916;
    private const nuint SetPeerAddress = 0x8918;
    private const nuint SetMtu = 0x8922;
    private const nuint GetIndex = 0x8933;

    private const int NotPermitted = 1;
    private const int NoSuchFile = 2;
    private const int NoSuchDevice = 19;
    private const int AccessDenied = 13;
    private const int Busy = 16;

    /// <summary>Makes a TUN device; it goes when the descriptor is closed.</summary>
    /// <param name="name">Its name, at most 15 characters; empty for one that the system chooses.</param>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static int OpenTun(string name)
    {
        var descriptor = open(TunPath, OpenFlags);
        if (descriptor < 0)
        {
            throw Error($"open {TunPath}", Marshal.GetLastPInvokeError());
        }

        var request = Request(name);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(NameSize), TunWithoutHeader);
        if (ioctl(descriptor, SetInterface, ref request[0]) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            Close(descriptor);
            throw Error($"create the TUN device '{name}'", error);
        }

        return descriptor;
    }

    /// <summary>Sets the device's MTU and brings it up.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static void BringUp(string name, int mtu)
    {
        var request = Request(name);
        BinaryPrimitives.WriteInt32LittleEndian(request.AsSpan(NameSize), mtu);
        Do(IPv4, SetMtu, request, $"set the MTU of {name}");
        request = Request(name);
        Do(IPv4, GetFlags, request, $"read the flags of {name}");
        request[NameSize] |= (byte)UpAndRunning;
        Do(IPv4, SetFlags, request, $"bring up {name}");
    }

    /// <summary>Gives the device an IPv4 address of this machine, with the session's as its only neighbour.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static void AddIPv4(string name, uint own, uint peer)
    {
        Do(IPv4, SetAddress, Address(name, own), $"give {name} its IPv4 address");
        Do(IPv4, SetPeerAddress, Address(name, peer), $"route to the session behind {name}");
    }

    /// <summary>The same for IPv6.</summary>
    /// <exception cref="EndpointException">The system refuses.</exception>
    public static void AddIPv6(string name, UInt128 own, UInt128 peer)
    {
        var request = Request(name);
        Do(IPv4, GetIndex, request, $"find {name}");
        var index = BinaryPrimitives.ReadInt32LittleEndian(request.AsSpan(NameSize));

        // struct in6_ifreq: address, prefix length, index.
        var address = new byte[24];
        BinaryPrimitives.WriteUInt128BigEndian(address, own);
        BinaryPrimitives.WriteInt32LittleEndian(address.AsSpan(16), 128);
        BinaryPrimitives.WriteInt32LittleEndian(address.AsSpan(20), index);
        Do(IPv6, SetAddress, address, $"give {name} its IPv6 address");

        // struct in6_rtmsg: destination, source, gateway, type, two prefix lengths, metric, info, flags (up, host), index.
        var route = new byte[80];
        BinaryPrimitives.WriteUInt128BigEndian(route, peer);
        BinaryPrimitives.WriteUInt16LittleEndian(route.AsSpan(52), 128);
        BinaryPrimitives.WriteInt32LittleEndian(route.AsSpan(56), 1);
        BinaryPrimitives.WriteInt32LittleEndian(route.AsSpan(72), 5);
        BinaryPrimitives.WriteInt32LittleEndian(route.AsSpan(76), index);
        Do(IPv6, AddRoute, route, $"route to the session behind {name}");
    }

    /// <summary>Writes one packet; false when the device does not take it now, or not at all.</summary>
    public static bool TryWrite(int descriptor, ReadOnlySpan<byte> packet) =>
        write(descriptor, ref MemoryMarshal.GetReference(packet), packet.Length) == packet.Length;

    /// <summary>Closes a descriptor.</summary>
    public static void Close(int descriptor) => _ = close(descriptor);

    private static byte[] Request(string name)
    {
        var request = new byte[RequestSize];
        Encoding.ASCII.GetBytes(name, request.AsSpan(0, NameSize - 1));
        return request;
    }

    private static byte[] Address(string name, uint address)
    {
        var request = Request(name);
        BinaryPrimitives.WriteUInt16LittleEndian(request.AsSpan(NameSize), IPv4);
        BinaryPrimitives.WriteUInt32BigEndian(request.AsSpan(NameSize + 4), address);
        return request;
    }

    private static void Do(int family, nuint what, byte[] request, string doing)
    {
        var descriptor = socket(family, Datagram | 0x80000, 0);
        if (descriptor < 0)
        {
            throw Error(doing, Marshal.GetLastPInvokeError());
        }

        var result = ioctl(descriptor, what, ref request[0]);
        var error = Marshal.GetLastPInvokeError();
        Close(descriptor);
        if (result != 0)
        {
            throw Error(doing, error);
        }
    }

    private static EndpointException Error(string doing, int error) => new(
        $"Cannot {doing}: {Marshal.GetPInvokeErrorMessage(error)}." + error switch
        {
            NotPermitted or AccessDenied => " This needs the capability CAP_NET_ADMIN: run as root, or in a separate namespace (unshare -rn).",
            NoSuchFile or NoSuchDevice => " The kernel module tun is not loaded, or the container has no /dev/net/tun.",
            Busy => " Another program uses a device with this name; choose another with --network tun:NAME.",
            _ => "",
        });

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, ref byte argument);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int socket(int family, int type, int protocol);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ref byte bytes, nint count);

    [LibraryImport("libc")]
    private static partial int close(int descriptor);
}
