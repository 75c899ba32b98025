using System.Buffers.Binary;
using MbimEmulator.Pipeline;
using MbimEmulator.Recording;

namespace MbimEmulator.Tests.Recording;

/// <summary>A capture of a USB bus as dumpcap writes it from usbmon: a device's descriptors, then each message as its control transfer.</summary>
internal sealed class UsbCapture(bool isBigEndian = false)
{
    private const byte Device = 5;

    // Device and configuration of an MBIM function, by which Wireshark knows what the transfers are.
    private static readonly byte[] DeviceDescriptor = Convert.FromHexString("12010002ef02014009120100000101020301");
    private static readonly byte[] Configuration = Convert.FromHexString(
        "09025f0002010080fa080b0002020e00040904000001020e0004052400200105240600010c241b0001001020800010"
        + "2008241c000110dc050705810340000509040100000a00020509040101020a0002050705820200020007050302000200");

    private readonly List<byte> _file = [];
    private ulong _id = 0xffff_8880_0000_0000;

    public static byte[] Of(IEnumerable<RecordedTransfer> transfers, bool isBigEndian = false, bool withBlankEvents = true)
    {
        var capture = new UsbCapture(isBigEndian);
        capture.Head();
        capture.Get(default, [0x80, 6, 0, 1, 0, 0, 18, 0], DeviceDescriptor);
        capture.Get(default, [0x80, 6, 0, 2, 0, 0, 95, 0], Configuration);
        foreach (var transfer in transfers)
        {
            if (withBlankEvents)
            {
                capture.Event(transfer.Time, ++capture._id, 'C', 1, 0x81, [], [0xa1, 1, 0, 0, 0, 0, 0, 0]);
            }

            if (transfer.Direction == TransferDirection.ToFunction)
            {
                capture.Event(transfer.Time, ++capture._id, 'S', 2, 0, [0x21, 0, 0, 0, 0, 0, 0, 16], transfer.Bytes.Span);
                capture.Event(transfer.Time, capture._id, 'C', 2, 0, [], []);
            }
            else
            {
                capture.Get(transfer.Time, [0xa1, 1, 0, 0, 0, 0, 0, 16], transfer.Bytes.Span);
            }
        }

        return [.. capture._file];
    }

    private void Head()
    {
        Block(0x0A0D0D0A, [.. U32(0x1A2B3C4D), .. U16(1), .. U16(0), .. U32(uint.MaxValue), .. U32(uint.MaxValue)]);
        Block(1, [.. U16(220), .. U16(0), .. U32(0)]);
    }

    private void Get(TimeSpan time, byte[] setup, ReadOnlySpan<byte> data)
    {
        Event(time, ++_id, 'S', 2, 0x80, setup, []);
        Event(time, _id, 'C', 2, 0x80, [], data);
    }

    private void Event(TimeSpan time, ulong id, char type, byte transfer, byte endpoint, byte[] setup, ReadOnlySpan<byte> data)
    {
        byte[] packet =
        [
            .. U64(id), (byte)type, transfer, endpoint, Device, .. U16(1), (byte)(setup.Length == 8 ? 0 : '-'), (byte)(data.IsEmpty ? (endpoint & 0x80) != 0 ? '<' : '>' : 0),
            .. U64((ulong)time.TotalSeconds), .. U32((uint)(time.Microseconds + (1000 * time.Milliseconds))), .. U32(0), .. U32((uint)data.Length), .. U32((uint)data.Length),
            .. setup.Length == 8 ? setup : new byte[8], .. new byte[16], .. data,
        ];
        var ticks = (ulong)(time.Ticks / TimeSpan.TicksPerMicrosecond);
        Block(6, [.. U32(0), .. U32((uint)(ticks >> 32)), .. U32((uint)ticks), .. U32((uint)packet.Length), .. U32((uint)packet.Length), .. packet, .. new byte[-packet.Length & 3]]);
    }

    private void Block(uint type, byte[] body)
    {
        var length = (uint)body.Length + 12;
        _file.AddRange([.. U32(type), .. U32(length), .. body, .. U32(length)]);
    }

    private byte[] U16(ushort value) => Number(2, value);

    private byte[] U32(uint value) => Number(4, value);

    private byte[] U64(ulong value) => Number(8, value);

    private byte[] Number(int size, ulong value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        var number = bytes[..size];
        if (isBigEndian)
        {
            Array.Reverse(number);
        }

        return number;
    }
}
