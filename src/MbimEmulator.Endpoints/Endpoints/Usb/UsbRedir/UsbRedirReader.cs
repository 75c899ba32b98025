using System.Buffers;
using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>Reads the packets of a guest. A length is held against what its packet may have before anything is kept for it.</summary>
internal static class UsbRedirReader
{
    /// <summary>No guest sends more at once to a modem: neither a block nor a message is longer.</summary>
    public const int MaxData = NtbLayout.MaxMaxSize + 4096;

    private const int HelloSize = 64;
    private const int MaxMoreCapabilities = 256;
    private const int MaxFilter = 64 * 1024;
    private const byte In = 0x80;

    /// <summary>Takes a packet off the start of <paramref name="input"/>; false when it is not whole yet.</summary>
    /// <param name="input">The bytes received so far.</param>
    /// <param name="shared">What both sides can do; null before the guest's hello, which has to come first.</param>
    /// <param name="request">The packet.</param>
    /// <exception cref="InvalidDataException">No guest sends this.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> input, UsbRedirCapabilities? shared, out UsbRedirRequest request)
    {
        request = default;
        var hasLongId = shared?.HasFlag(UsbRedirCapabilities.LongIds) == true;
        var headerSize = UsbRedirHeader.SizeOf(hasLongId);
        if (input.Length < headerSize)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[HelloSize + sizeof(uint)];
        input.Slice(0, headerSize).CopyTo(bytes);
        var header = UsbRedirHeader.Read(bytes, hasLongId);
        var (fixedSize, maxMore) = SizesOf(header.Type, shared);
        if (header.Length < fixedSize || header.Length > fixedSize + maxMore)
        {
            throw new InvalidDataException(
                $"packet {header.Type} of {header.Length} bytes; expected {(maxMore == 0 ? $"{fixedSize}" : $"{fixedSize} to {fixedSize + maxMore}")}");
        }

        if (input.Length - headerSize < header.Length)
        {
            return false;
        }

        var body = input.Slice(headerSize, header.Length);
        body.Slice(0, Math.Min(header.Length, bytes.Length)).CopyTo(bytes);
        request = Parse(header, bytes[..(int)Math.Min(header.Length, bytes.Length)], body.Slice(fixedSize), shared);
        input = input.Slice(body.End);
        return true;
    }

    // The packet's own header, and how much more there may be.
    private static (int Fixed, int MaxMore) SizesOf(UsbRedirPacketType type, UsbRedirCapabilities? shared)
    {
        if (shared is null != (type == UsbRedirPacketType.Hello))
        {
            throw new InvalidDataException(shared is null ? $"the first packet is {type}; expected hello (0)" : "a second hello");
        }

        var isLongBulk = shared?.HasFlag(UsbRedirCapabilities.LongBulk) == true;
        return type switch
        {
            UsbRedirPacketType.Hello => (HelloSize, MaxMoreCapabilities),
            UsbRedirPacketType.Reset or UsbRedirPacketType.GetConfiguration or UsbRedirPacketType.CancelData or UsbRedirPacketType.FilterReject
                or UsbRedirPacketType.DisconnectAck => (0, 0),
            UsbRedirPacketType.SetConfiguration or UsbRedirPacketType.GetAlternate or UsbRedirPacketType.StopIso
                or UsbRedirPacketType.StartInterrupts or UsbRedirPacketType.StopInterrupts => (1, 0),
            UsbRedirPacketType.SetAlternate => (2, 0),
            UsbRedirPacketType.StartIso => (3, 0),
            UsbRedirPacketType.Filter => (0, MaxFilter),
            UsbRedirPacketType.ControlData => (10, ushort.MaxValue),
            UsbRedirPacketType.BulkData => (isLongBulk ? 10 : 8, isLongBulk ? MaxData : ushort.MaxValue),
            UsbRedirPacketType.IsoData or UsbRedirPacketType.InterruptData => (4, ushort.MaxValue),
            _ => throw new InvalidDataException($"packet {type}, which a guest does not send, or not with the negotiated capabilities"),
        };
    }

    private static UsbRedirRequest Parse(
        UsbRedirHeader header, ReadOnlySpan<byte> body, in ReadOnlySequence<byte> more, UsbRedirCapabilities? shared)
    {
        var request = new UsbRedirRequest(header.Type, header.Id);
        return header.Type switch
        {
            UsbRedirPacketType.Hello => request with { Capabilities = ReadCapabilities(body, more.Length) },
            UsbRedirPacketType.SetConfiguration => request with { Setup = SetupOf(UsbCodes.SetConfiguration, body[0], 0, 0) },
            UsbRedirPacketType.GetConfiguration => request with { Setup = SetupOf(UsbCodes.GetConfiguration, 0, 0, 1) },
            UsbRedirPacketType.SetAlternate => request with { Setup = SetupOf(UsbCodes.SetInterface, body[1], body[0], 0) },
            UsbRedirPacketType.GetAlternate => request with { Setup = SetupOf(UsbCodes.GetInterface, 0, body[0], 1) },
            UsbRedirPacketType.StartIso or UsbRedirPacketType.StopIso or UsbRedirPacketType.StartInterrupts or UsbRedirPacketType.StopInterrupts =>
                request with { Endpoint = body[0] },
            UsbRedirPacketType.ControlData => WithData(request with { Endpoint = body[0], Setup = ReadSetup(body) }, ReadLength(body, 8), more),
            UsbRedirPacketType.BulkData => WithData(
                request with { Endpoint = body[0], StreamId = BinaryPrimitives.ReadUInt32LittleEndian(body[4..]) }, ReadBulkLength(body, shared), more),
            UsbRedirPacketType.IsoData or UsbRedirPacketType.InterruptData => WithData(request with { Endpoint = body[0] }, ReadLength(body, 2), more),
            _ => request,
        };
    }

    private static uint ReadLength(ReadOnlySpan<byte> body, int at) => BinaryPrimitives.ReadUInt16LittleEndian(body[at..]);

    private static uint ReadBulkLength(ReadOnlySpan<byte> body, UsbRedirCapabilities? shared) =>
        ReadLength(body, 2) | (shared!.Value.HasFlag(UsbRedirCapabilities.LongBulk) ? ReadLength(body, 8) << 16 : 0);

    private static UsbRedirCapabilities ReadCapabilities(ReadOnlySpan<byte> body, long moreLength)
    {
        if (moreLength % sizeof(uint) != 0)
        {
            throw new InvalidDataException($"a hello with capabilities of {moreLength} bytes; expected a multiple of {sizeof(uint)}");
        }

        return moreLength == 0 ? UsbRedirCapabilities.None : (UsbRedirCapabilities)BinaryPrimitives.ReadUInt32LittleEndian(body[HelloSize..]);
    }

    // The packet has bRequest before bmRequestType, and its status between them and the rest.
    private static UsbSetup ReadSetup(ReadOnlySpan<byte> body) => new(
        body[2],
        body[1],
        BinaryPrimitives.ReadUInt16LittleEndian(body[4..]),
        BinaryPrimitives.ReadUInt16LittleEndian(body[6..]),
        BinaryPrimitives.ReadUInt16LittleEndian(body[8..]));

    private static UsbSetup SetupOf(int code, byte value, byte index, ushort length) => new((byte)(code >> 8), (byte)code, value, index, length);

    // To the device the data are there, and as many as the packet says; from the device it says how many may come.
    private static UsbRedirRequest WithData(UsbRedirRequest request, uint length, in ReadOnlySequence<byte> more)
    {
        if (length > MaxData)
        {
            throw new InvalidDataException($"packet {request.Type} for {length} bytes; expected at most {MaxData}");
        }

        var expected = (request.Endpoint & In) == 0 ? length : 0;
        if (more.Length != expected)
        {
            throw new InvalidDataException($"packet {request.Type} for endpoint {request.Endpoint:x2} with {more.Length} bytes of data; expected {expected}");
        }

        return request with { Length = (int)length, Data = expected == 0 ? default : Transfer.Copy(more) };
    }
}
