using System.Buffers.Binary;
using System.Text;
using MbimEmulator.Capture;
using MbimEmulator.Recording;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>pcapng files: read, or refused with what is wrong.</summary>
internal static class CaptureTarget
{
    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        try
        {
            CaptureReader.Read(new MemoryStream(data.ToArray()));
        }
        catch (RecordingException e)
        {
            Finding.Unless(e.Message.Length > 0, "an error without words");
        }
    }

    public static IReadOnlyList<byte[]> Seeds() => [File(252), File(189), File(220)];

    // A section, an interface with a name, and packets that begin as usbmon's do.
    private static byte[] File(ushort linkType)
    {
        byte[] name = [2, 0, 6, 0, .. Encoding.ASCII.GetBytes("modem0"), 0, 0, 0, 0, 0, 0];
        byte[] usbmon = [.. new byte[8], (byte)'S', 2, 0, 3, 1, 0, 0, (byte)'-', .. new byte[16], 16, 0, 0, 0, 16, 0, 0, 0, 0x21, 0, 0, 0, 0, 0, 16, 0, .. new byte[linkType == 220 ? 16 : 0], .. Messages.Open];
        return
        [
            .. Block(0x0A0D0D0A, [0x4d, 0x3c, 0x2b, 0x1a, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            .. Block(1, [(byte)linkType, 0, 0, 0, 0, 0, 4, 0, .. name]),
            .. Block(6, Packet(linkType == 252 ? Messages.Open : usbmon)),
            .. Block(6, Packet(usbmon)),
        ];
    }

    private static byte[] Packet(byte[] bytes)
    {
        var packet = new byte[20 + ((bytes.Length + 3) & ~3)];
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(12), bytes.Length);
        BinaryPrimitives.WriteInt32LittleEndian(packet.AsSpan(16), bytes.Length);
        bytes.CopyTo(packet, 20);
        return packet;
    }

    private static byte[] Block(uint type, byte[] body)
    {
        var block = new byte[12 + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(block, type);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(4), block.Length);
        body.CopyTo(block, 8);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(block.Length - 4), block.Length);
        return block;
    }
}
