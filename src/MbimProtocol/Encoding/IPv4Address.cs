using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace MbimProtocol.Encoding;

/// <summary>An IPv4 address: 4 bytes in network order.</summary>
/// <param name="Value">The address as a number, first byte highest.</param>
public readonly record struct IPv4Address(uint Value)
{
    /// <summary>4 bytes.</summary>
    public const int Size = 4;

    /// <summary>Reads the dotted notation.</summary>
    /// <exception cref="FormatException">It is no IPv4 address.</exception>
    public static IPv4Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an IPv4 address; expected four numbers such as 10.64.0.2.");

    /// <summary>Reads the dotted notation.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPv4Address address)
    {
        address = default;
        if (!IPAddress.TryParse(text, out var parsed) || parsed.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Size];
        parsed.TryWriteBytes(bytes, out _);
        address = new IPv4Address(System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes));
        return true;
    }

    /// <summary>The dotted notation.</summary>
    public override string ToString() => $"{Value >> 24}.{(byte)(Value >> 16)}.{(byte)(Value >> 8)}.{(byte)Value}";
}
