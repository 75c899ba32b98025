using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using MbimEmulator.Recording;
using MbimProtocol.Messages;

namespace MbimEmulator.Capture;

/// <summary>
/// Reads the control transfers of modems out of pcapng files: those that the emulator writes (link type 252), and those of the USB bus as usbmon has
/// them (link types 189 and 220). Sections of either byte order; what is not MBIM, such as the card's traffic (link type 228), is passed over.
/// </summary>
/// <example>
/// <code>
/// using var file = File.OpenRead("modem.pcapng");
/// foreach (var (name, transfers) in CaptureReader.Read(file))
/// {
///     Console.WriteLine($"{name}: {transfers.Count} transfers");
/// }
/// </code>
/// </example>
public sealed class CaptureReader
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const int MaxBlock = 16 * 1024 * 1024;
    private const int FirstPart = 4096;
    private const int MaxTransfers = 1_000_000;
    private const long MaxBytes = 512L * 1024 * 1024;
    private const int MaxInterfaces = 65_536;

    private readonly Stream _input;
    private readonly Dictionary<string, List<RecordedTransfer>> _modems = [];
    private readonly List<CaptureInterface> _interfaces = [];
    private readonly UsbTransfers _usb = new();
    private long _position;
    private bool _isBigEndian;
    private int _count;
    private long _bytes;

    private CaptureReader(Stream input) => _input = input;

    /// <summary>Whether bytes are the beginning of a capture, pcapng or the old pcap.</summary>
    public static bool IsCapture(ReadOnlySpan<byte> begin) =>
        begin.Length >= 4 && (BinaryPrimitives.ReadUInt32LittleEndian(begin) is var magic) && (magic == SectionHeader || IsOldFormat(magic));

    /// <summary>Reads a whole file.</summary>
    /// <param name="input">The file.</param>
    /// <returns>The transfers of each modem, by its interface's name or, on the USB bus, <c>usb BUS.DEVICE.INTERFACE</c>.</returns>
    /// <exception cref="RecordingException">It is no such file, or it is broken.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyDictionary<string, List<RecordedTransfer>> Read(Stream input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var reader = new CaptureReader(input);
        while (reader.ReadBlock())
        {
        }

        return reader._modems;
    }

    // In either byte order, with microseconds or nanoseconds.
    private static bool IsOldFormat(uint magic) => magic is 0xa1b2c3d4 or 0xd4c3b2a1 or 0xa1b23c4d or 0x4d3cb2a1;

    private bool ReadBlock()
    {
        Span<byte> head = stackalloc byte[12];
        var begin = _position;
        var count = Fill(head[..8]);
        if (count == 0 && begin > 0)
        {
            return false;
        }

        var type = count == 8 ? BinaryPrimitives.ReadUInt32LittleEndian(head) : 0;
        if (begin == 0 && type != SectionHeader)
        {
            throw new RecordingException(
                IsOldFormat(type)
                    ? "The file is a capture in the old pcap format; expected pcapng. 'editcap -F pcapng OLD NEW' converts it."
                    : "The file is not a capture: it does not start like a pcapng file. 'mbim-emulator decode' reads logs and dumps.");
        }

        Ensure(count == 8, begin, $"{count} bytes of a block");
        var isSection = type == SectionHeader;
        if (isSection)
        {
            Ensure(Fill(head[8..]) == 4, begin, "a section without its byte order");
            _isBigEndian = BinaryPrimitives.ReadUInt32BigEndian(head[8..]) == 0x1A2B3C4D;
            Ensure(_isBigEndian || BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) == 0x1A2B3C4D, begin, "a section without a byte order");
            _interfaces.Clear();
        }

        var known = isSection ? 12 : 8;
        type = isSection ? type : U32(head);
        var length = U32(head[4..]);
        Ensure(length >= known + 4 && length % 4 == 0 && length <= MaxBlock, begin, $"a block of {length} bytes; expected {known + 4} to {MaxBlock}, a multiple of 4");

        if (ReadBody((int)length - known) is not { } body)
        {
            // Whoever wrote it was stopped in the middle: what was whole before counts.
            return false;
        }

        Ensure(U32(body.AsSpan(^4)) == length, begin, $"a block whose two lengths differ, {length} and {U32(body.AsSpan(^4))}");
        Take(type, body.AsMemory(0, body.Length - 4), begin);
        return true;
    }

    private void Take(uint type, ReadOnlyMemory<byte> body, long begin)
    {
        switch (type)
        {
            case InterfaceDescription:
                Ensure(body.Length >= 8, begin, "a truncated interface");
                Ensure(_interfaces.Count < MaxInterfaces, begin, $"more than {MaxInterfaces} interfaces");
                _interfaces.Add(InterfaceOf(body.Span));
                break;
            case EnhancedPacket:
                Ensure(body.Length >= 20, begin, "a truncated packet");
                TakePacket(body, begin);
                break;
        }
    }

    private CaptureInterface InterfaceOf(ReadOnlySpan<byte> body)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"interface {_interfaces.Count}");
        var ticksPerSecond = 1e6;
        for (var options = body[8..]; options.Length >= 4;)
        {
            var (code, length) = (U16(options), U16(options[2..]));
            if (code == 0 || options.Length < 4 + length)
            {
                break;
            }

            var value = options.Slice(4, length);
            if (code == 2)
            {
                name = Encoding.UTF8.GetString(value);
            }
            else if (code == 9 && length == 1)
            {
                ticksPerSecond = Math.Pow((value[0] & 0x80) == 0 ? 10 : 2, value[0] & 0x7f);
            }

            options = options[Math.Min(options.Length, 4 + ((length + 3) & ~3))..];
        }

        return new CaptureInterface(U16(body), name, ticksPerSecond);
    }

    private void TakePacket(ReadOnlyMemory<byte> body, long begin)
    {
        var span = body.Span;
        var (index, captured) = (U32(span), U32(span[12..]));
        Ensure(index < _interfaces.Count, begin, $"a packet of interface {index}, but there are {_interfaces.Count}");
        Ensure(captured <= span.Length - 20, begin, $"a packet of {captured} bytes in a block of {span.Length}");
        var from = _interfaces[(int)index];
        var ticks = ((ulong)U32(span[4..]) << 32) | U32(span[8..]);
        var time = TimeSpan.FromSeconds(Math.Min(ticks / from.TicksPerSecond, TimeSpan.MaxValue.TotalSeconds / 2));
        var packet = body.Slice(20, (int)captured);
        switch (from.LinkType)
        {
            case 252:
                if (UpperPdus.TryFind(packet, out var transfer))
                {
                    Add(from.Name, time, transfer);
                }

                break;
            case 189 or 220:
                if (_usb.TryTake(packet, from.LinkType == 220 ? 64 : 48, _isBigEndian, out var device, out var onBus))
                {
                    Add(device, time, onBus);
                }

                break;
            case GsmTapBlocks.LinkType:
                // The card's traffic.
                break;
            default:
                throw new RecordingException(
                    $"The capture at byte {begin} has packets of link type {from.LinkType}; expected 252 (the emulator's captures), or 189 or 220 (usbmon on Linux).");
        }
    }

    private void Add(string modem, TimeSpan time, ReadOnlyMemory<byte> bytes)
    {
        _bytes += bytes.Length;
        if (++_count > MaxTransfers || _bytes > MaxBytes)
        {
            throw new RecordingException($"The capture has more than {MaxTransfers} transfers or {MaxBytes} bytes of data; split it with editcap.");
        }

        if (!_modems.TryGetValue(modem, out var transfers))
        {
            _modems.Add(modem, transfers = []);
        }

        var type = bytes.Length >= 4 ? BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span) : 0;
        transfers.Add(new RecordedTransfer(time, Transcript.DirectionOf((MbimMessageType)type), bytes));
    }

    // What a block says of its length costs memory only as its bytes come.
    private byte[]? ReadBody(int length)
    {
        var body = new byte[Math.Min(length, FirstPart)];
        for (var filled = 0; ;)
        {
            var count = Fill(body.AsSpan(filled));
            filled += count;
            if (filled == length)
            {
                return body;
            }

            if (filled < body.Length)
            {
                return null;
            }

            Array.Resize(ref body, (int)Math.Min(length, 2L * body.Length));
        }
    }

    private int Fill(Span<byte> target)
    {
        var count = _input.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        _position += count;
        return count;
    }

    private uint U32(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    private ushort U16(ReadOnlySpan<byte> bytes) => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static void Ensure(bool holds, long begin, string found)
    {
        if (!holds)
        {
            throw new RecordingException($"The capture is broken at byte {begin}: {found}.");
        }
    }
}
