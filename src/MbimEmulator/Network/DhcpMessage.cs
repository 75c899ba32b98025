using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>A DHCP client's message whose lengths were checked (RFC 2131, 2). The link may have no hardware addresses.</summary>
internal readonly ref struct DhcpMessage
{
    /// <summary>The fixed fields and the cookie.</summary>
    public const int HeaderSize = 240;

    public const uint Cookie = 0x63825363;

    private const byte BootRequest = 1;
    private const int MaxHardwareAddress = 16;

    private readonly ReadOnlySpan<byte> _bytes;

    private DhcpMessage(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>None for what is no message of a client, or has no type.</summary>
    public DhcpMessageType Type => Find(DhcpOption.MessageType) is [var type] ? (DhcpMessageType)type : DhcpMessageType.None;

    /// <summary>The fixed fields, the hardware address included, that an answer has too.</summary>
    public ReadOnlySpan<byte> Header => _bytes[..HeaderSize];

    /// <summary>Whether answers have to go to everybody, because the client has no address yet by which it hears.</summary>
    public bool WantsBroadcast => (_bytes[10] & 0x80) != 0;

    /// <summary>ciaddr: the address that the client has; 0.0.0.0 for none.</summary>
    public InternetAddress ClientAddress => InternetAddress.Read(_bytes[12..16]);

    /// <summary>Reads a message; false when it is malformed, an answer, or came through a relay, of which there are none here.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out DhcpMessage message)
    {
        message = new DhcpMessage(bytes);
        return bytes.Length >= HeaderSize && bytes[0] == BootRequest && bytes[2] <= MaxHardwareAddress
            && BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]) == 0 && BinaryPrimitives.ReadUInt32BigEndian(bytes[236..]) == Cookie
            && message.AreOptionsWhole();
    }

    /// <summary>An option's value; empty when it is not there.</summary>
    public ReadOnlySpan<byte> Find(DhcpOption option)
    {
        var rest = _bytes[HeaderSize..];
        while (TryTake(ref rest, out var code, out var value))
        {
            if (code == option)
            {
                return value;
            }
        }

        return default;
    }

    /// <summary>An option that is an address; null when it is not there, or is none.</summary>
    public InternetAddress? FindAddress(DhcpOption option) => Find(option) is { Length: 4 } value ? InternetAddress.Read(value) : null;

    private bool AreOptionsWhole()
    {
        var rest = _bytes[HeaderSize..];
        while (TryTake(ref rest, out _, out _))
        {
        }

        return rest.IsEmpty || rest[0] == (byte)DhcpOption.End;
    }

    // False at the end, and in front of an option that is longer than what is left.
    private static bool TryTake(scoped ref ReadOnlySpan<byte> rest, out DhcpOption option, out ReadOnlySpan<byte> value)
    {
        rest = rest.TrimStart((byte)DhcpOption.Pad);
        option = DhcpOption.End;
        value = default;
        if (rest.IsEmpty || rest[0] == (byte)DhcpOption.End || rest.Length < 2 || rest.Length - 2 < rest[1])
        {
            return false;
        }

        option = (DhcpOption)rest[0];
        value = rest.Slice(2, rest[1]);
        rest = rest[(2 + value.Length)..];
        return true;
    }
}
