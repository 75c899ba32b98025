using System.Buffers.Binary;
using System.Globalization;
using MbimProtocol.Messages;

namespace MbimEmulator.Capture;

/// <summary>
/// The MBIM messages among the USB transfers that Linux' usbmon shows, one event at a time:
/// <code>
/// u64 id, u8 'S'ubmit | 'C'omplete | 'E'rror, u8 transfer type (2 control), u8 endpoint, u8 device, u16 bus, u8 setup flag, u8 data flag,
/// i64 seconds, i32 microseconds, i32 status, u32 length, u32 captured length, 8 bytes setup, [link type 220: 16 bytes more], data
/// </code>
/// SEND_ENCAPSULATED_COMMAND (21 00) has its message with the submission, GET_ENCAPSULATED_RESPONSE (A1 01) with the completion.
/// </summary>
internal sealed class UsbTransfers
{
    private const byte Control = 2;
    private const int MaxAwaited = 4096;

    private readonly Dictionary<(ulong Id, ushort Bus, byte Device), ushort> _awaited = [];

    /// <summary>The MBIM message that an event carries; false when it carries none.</summary>
    /// <param name="packet">The event.</param>
    /// <param name="headerSize">How many bytes are before its data.</param>
    /// <param name="isBigEndian">The byte order of the machine that captured it.</param>
    /// <param name="device">The name of the device's interface.</param>
    /// <param name="message">The message.</param>
    public bool TryTake(ReadOnlyMemory<byte> packet, int headerSize, bool isBigEndian, out string device, out ReadOnlyMemory<byte> message)
    {
        (device, message) = ("", default);
        if (packet.Length < headerSize || packet.Span[9] != Control)
        {
            return false;
        }

        var header = packet.Span;
        var bus = isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(header[12..]) : BinaryPrimitives.ReadUInt16LittleEndian(header[12..]);
        var id = (BinaryPrimitives.ReadUInt64LittleEndian(header), bus, header[11]);
        var data = packet[headerSize..];
        var setup = header.Slice(40, 8);
        var number = BinaryPrimitives.ReadUInt16LittleEndian(setup[4..]);
        switch ((char)header[8])
        {
            case 'S' when header[14] == 0 && setup[0] == 0x21 && setup[1] == 0:
                message = data;
                break;
            case 'S' when header[14] == 0 && setup[0] == 0xa1 && setup[1] == 1:
                if (_awaited.Count < MaxAwaited)
                {
                    _awaited[id] = number;
                }

                return false;
            case 'C' when _awaited.Remove(id, out number):
                message = data;
                break;
            case 'E':
                _awaited.Remove(id);
                return false;
            default:
                return false;
        }

        device = string.Create(CultureInfo.InvariantCulture, $"usb {bus}.{header[11]}.{number}");

        // Other control devices have encapsulated commands as well, and a response may be empty.
        return message.Length >= MessageHeader.Size && MbimMessage.HeaderSize(MessageHeader.Read(message.Span).Type) != 0;
    }
}
