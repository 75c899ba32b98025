using System.Buffers.Binary;
using MbimProtocol.Encoding;

namespace MbimEmulator.Network;

/// <summary>An address of either IP version.</summary>
/// <param name="IsIPv6">Whether this is an IPv6 address.</param>
/// <param name="Value">The address as a number, first byte highest.</param>
internal readonly record struct InternetAddress(bool IsIPv6, UInt128 Value)
{
    /// <summary>Bytes on the wire.</summary>
    public int Size => IsIPv6 ? 16 : 4;

    /// <summary>No one host: multicast (224.0.0.0/4, ff00::/8) or 255.255.255.255.</summary>
    public bool IsMulticast => IsIPv6 ? Value >> 120 == 0xFF : Value >> 28 == 0xE || Value == uint.MaxValue;

    /// <summary>fe80::/10, or 169.254.0.0/16.</summary>
    public bool IsLinkLocal => IsIPv6 ? Value >> 118 == 0x3FA : Value >> 16 == 0xA9FE;

    /// <summary>An address that no packet on a link goes to: unspecified (0.0.0.0/8, ::) or loopback (127.0.0.0/8, ::1).</summary>
    public bool IsNowhere => IsIPv6 ? Value <= 1 : Value >> 24 is var first && (first == 0 || first == 127);

    public static InternetAddress Of(IPv4Address address) => new(false, address.Value);

    public static InternetAddress Of(IPv6Address address) => new(true, address.Value);

    /// <summary>Reads 4 or 16 bytes.</summary>
    public static InternetAddress Read(ReadOnlySpan<byte> bytes) => bytes.Length == 4
        ? new(false, BinaryPrimitives.ReadUInt32BigEndian(bytes))
        : new(true, BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        if (IsIPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        }
        else
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Value);
        }
    }

    public override string ToString() => IsIPv6 ? new IPv6Address(Value).ToString() : new IPv4Address((uint)Value).ToString();
}
