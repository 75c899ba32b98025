using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MbimProtocol.Encoding;

/// <summary>An IPv6 address: 16 bytes in network order.</summary>
/// <param name="Value">The address as a number, first byte highest.</param>
public readonly record struct IPv6Address(UInt128 Value)
{
    /// <summary>16 bytes.</summary>
    public const int Size = 16;

    /// <summary>Reads the usual notation.</summary>
    /// <exception cref="FormatException">It is no IPv6 address.</exception>
    public static IPv6Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv6 address; expected one such as 2001:db8::2.");

    /// <summary>Reads the usual notation.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPv6Address address)
    {
        address = default;
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        parsed.TryWriteBytes(bytes, out _);
        address = new IPv6Address(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <summary>The shortest usual notation.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return new IPAddress(bytes).ToString();
    }
}
