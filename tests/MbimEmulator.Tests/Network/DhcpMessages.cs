using System.Buffers.Binary;
using System.Net;

namespace MbimEmulator.Tests.Network;

/// <summary>DHCP messages made and read byte by byte, without the emulator's own code.</summary>
internal static class DhcpMessages
{
    public const byte Discover = 1;
    public const byte Offer = 2;
    public const byte Request = 3;
    public const byte Decline = 4;
    public const byte Ack = 5;
    public const byte Nak = 6;
    public const byte Release = 7;
    public const byte Inform = 8;

    /// <summary>A client's message; the option of the type stands in front of the others.</summary>
    public static byte[] Make(byte type, string clientAddress, params (byte Code, byte[] Value)[] options) => Make(type, clientAddress, 0, options);

    public static byte[] Make(byte type, string clientAddress, ushort flags, params (byte Code, byte[] Value)[] options)
    {
        byte[] hardware = [2, 0x15, 0xE0, 0xEC, 1, 0];
        byte[] message =
        [
            1, 1, 6, 0, 0xCA, 0xFE, 0xBA, 0xBE, 0, 3, (byte)(flags >> 8), (byte)flags, .. IPAddress.Parse(clientAddress).GetAddressBytes(),
            .. new byte[12], .. hardware, .. new byte[10 + 192], 99, 130, 83, 99, 53, 1, type,
            .. options.SelectMany(option => (byte[])[option.Code, (byte)option.Value.Length, .. option.Value]), 255,
        ];
        return message;
    }

    public static byte[] Address(string address) => IPAddress.Parse(address).GetAddressBytes();

    /// <summary>What an answer says: its type, yiaddr, and its options by their numbers.</summary>
    public static (byte Type, string Address, Dictionary<byte, byte[]> Options) Read(byte[] answer)
    {
        Assert.That(answer, Has.Length.AtLeast(300));
        Assert.That(answer[..4], Is.EqualTo(new byte[] { 2, 1, 6, 0 }));
        Assert.That(BinaryPrimitives.ReadUInt32BigEndian(answer.AsSpan(4)), Is.EqualTo(0xCAFEBABE), "xid");
        Assert.That(answer[28..34], Is.EqualTo(new byte[] { 2, 0x15, 0xE0, 0xEC, 1, 0 }), "chaddr");
        Assert.That(answer[236..240], Is.EqualTo(new byte[] { 99, 130, 83, 99 }));
        Dictionary<byte, byte[]> options = [];
        var at = 240;
        while (answer[at] != 255)
        {
            Assert.That(options.TryAdd(answer[at], answer[(at + 2)..(at + 2 + answer[at + 1])]), $"option {answer[at]} comes once");
            at += 2 + answer[at + 1];
        }

        Assert.That(answer[at..].Skip(1), Is.All.Zero);
        return (options[53][0], new IPAddress(answer.AsSpan(16, 4)).ToString(), options);
    }
}
