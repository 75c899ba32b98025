using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MbimEmulator.Network;

/// <summary>
/// The checksum of IP, ICMP, UDP and TCP (RFC 1071): the complement of the ones' complement sum of 16-bit words. The sum does not care for the
/// order of bytes, so it is made of whole vectors as they lie in memory.
/// </summary>
internal static class InternetChecksum
{
    /// <summary>Adds bytes to a sum; every part but the last has an even number of them.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> bytes)
    {
        var vectors = MemoryMarshal.Cast<byte, Vector<uint>>(bytes);
        if (vectors.Length > 0)
        {
            var total = Vector<ulong>.Zero;
            foreach (var vector in vectors)
            {
                Vector.Widen(vector, out var low, out var high);
                total += low + high;
            }

            sum += Vector.Sum(total);
            bytes = bytes[(vectors.Length * Vector<byte>.Count)..];
        }

        while (bytes.Length >= sizeof(uint))
        {
            sum += MemoryMarshal.Read<uint>(bytes);
            bytes = bytes[sizeof(uint)..];
        }

        if (bytes.Length >= sizeof(ushort))
        {
            sum += MemoryMarshal.Read<ushort>(bytes);
            bytes = bytes[sizeof(ushort)..];
        }

        return bytes.IsEmpty ? sum : sum + (BitConverter.IsLittleEndian ? bytes[0] : (ulong)bytes[0] << 8);
    }

    /// <summary>The checksum of what was added: the field's value, 0 over bytes that hold their right checksum.</summary>
    public static ushort Finish(ulong sum)
    {
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & uint.MaxValue) + (sum >> 32);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        sum = (sum & ushort.MaxValue) + (sum >> 16);
        var field = (ushort)~sum;
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(field) : field;
    }

    /// <summary>The checksum of some bytes.</summary>
    public static ushort Of(ReadOnlySpan<byte> bytes) => Finish(Add(0, bytes));

    /// <summary>The checksum of UDP, TCP and ICMPv6, which is also over a pseudo header of addresses, protocol and length.</summary>
    public static ushort Of(InternetAddress source, InternetAddress destination, byte protocol, ReadOnlySpan<byte> bytes)
    {
        Span<byte> pseudo = stackalloc byte[40];
        var size = source.Size;
        source.Write(pseudo);
        destination.Write(pseudo[size..]);
        BinaryPrimitives.WriteInt32BigEndian(pseudo[(2 * size)..], bytes.Length);
        BinaryPrimitives.WriteInt32BigEndian(pseudo[((2 * size) + 4)..], protocol);
        return Finish(Add(Add(0, pseudo[..((2 * size) + 8)]), bytes));
    }
}
