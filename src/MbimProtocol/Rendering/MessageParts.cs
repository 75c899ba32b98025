using System.Buffers.Binary;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimProtocol.Rendering;

/// <summary>What can be said of a transfer before its information buffer is read, whatever is wrong with it.</summary>
internal readonly record struct MessageParts
{
    public MessageHeader Header { get; private init; }

    public string TypeName { get; private init; }

    public FragmentHeader? Fragment { get; private init; }

    public Guid? Service { get; private init; }

    public uint Cid { get; private init; }

    public MbimArray<(string Name, uint Value, string Text)> Values { get; private init; }

    /// <summary>Where the information buffer, or a later fragment's part of it, begins.</summary>
    public int BufferOffset { get; private init; }

    /// <summary>Bytes of the information buffer: as many as it says, when they are there; otherwise all.</summary>
    public int BufferLength { get; private init; }

    /// <summary>Whether there are bytes of an information buffer.</summary>
    public bool HasBuffer => BufferLength > 0;

    /// <summary>Where bytes begin that belong to nothing: behind a message without information buffer, or behind the buffer and its padding.</summary>
    public int End { get; private init; }

    /// <summary>Whether the information buffer is whole and its CID is declared, so that its fields can be shown.</summary>
    public bool IsDescribed { get; private init; }

    private BufferKind Kind { get; init; }

    public static MessageParts Of(ReadOnlySpan<byte> transfer)
    {
        if (transfer.Length < MessageHeader.Size)
        {
            return new MessageParts { TypeName = "TRUNCATED", Values = [], BufferLength = transfer.Length, End = transfer.Length };
        }

        var header = MessageHeader.Read(transfer);
        var parts = new MessageParts { Header = header, TypeName = NameOf(header.Type), Values = [], End = transfer.Length };
        if (!MbimMessage.IsFragmentable(header.Type))
        {
            var size = MbimMessage.HeaderSize(header.Type);
            parts = size == 0
                ? parts with { BufferOffset = MessageHeader.Size, BufferLength = transfer.Length - MessageHeader.Size }
                : parts with { End = Math.Min(size, transfer.Length) };
            return transfer.Length < MessageHeader.Size + 4 ? parts : parts with { Values = FixedValue(header.Type, U32(transfer, MessageHeader.Size)) };
        }

        if (transfer.Length < MessageHeader.Size + FragmentHeader.Size)
        {
            return parts;
        }

        var fragment = FragmentHeader.Read(transfer[FragmentHeader.Offset..]);
        const int FragmentEnd = MessageHeader.Size + FragmentHeader.Size;
        parts = parts with { Fragment = fragment, BufferOffset = FragmentEnd, BufferLength = transfer.Length - FragmentEnd };
        var fixedSize = MbimMessage.HeaderSize(header.Type);
        if (fragment.Current != 0 || transfer.Length < fixedSize)
        {
            return parts;
        }

        return parts.WithCommand(transfer, fixedSize);
    }

    /// <summary>What is malformed in the transfer as a whole message, or a fragment as far as it goes, before its information buffer is read.</summary>
    /// <param name="transfer">The transfer.</param>
    /// <param name="isCut">Whether its rest is known to be missing.</param>
    public MbimFormatError Check(ReadOnlySpan<byte> transfer, bool isCut)
    {
        if (isCut && MbimMessage.HeaderSize(Header.Type) != 0 && Header.Length > (uint)transfer.Length)
        {
            return default;
        }

        if (Fragment is { } fragment && fragment.Total > 1 && fragment.Current < fragment.Total && Header.Length == transfer.Length)
        {
            return default;
        }

        MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out _, out var error);
        return error;
    }

    /// <summary>Shows the fields of the information buffer; <see cref="IsDescribed"/> is true.</summary>
    public bool TryDescribe(ReadOnlySpan<byte> transfer, MbimExVersion version, IFieldVisitor visitor, out MbimFormatError error)
    {
        if (MbimServices.Find(Service!.Value, Cid)!.TryDescribe(Kind, transfer.Slice(BufferOffset, BufferLength), version, visitor, out error))
        {
            return true;
        }

        error = error with { Offset = error.Offset + BufferOffset };
        return false;
    }

    private MessageParts WithCommand(ReadOnlySpan<byte> transfer, int fixedSize)
    {
        var service = new Guid(transfer.Slice(20, 16), bigEndian: true);
        var cid = U32(transfer, 36);
        var third = U32(transfer, 40);
        var status = Header.Type == MbimMessageType.CommandDone ? (MbimStatus)third : MbimStatus.Success;
        var kind = Header.Type switch
        {
            MbimMessageType.CommandDone => BufferKind.Response,
            MbimMessageType.IndicateStatus => BufferKind.Notification,
            _ => third == (uint)MbimCommandType.Query ? BufferKind.Query : BufferKind.Set,
        };
        var room = transfer.Length - fixedSize;
        var length = U32(transfer, fixedSize - 4);
        var isWhole = length <= (uint)room && Fragment == new FragmentHeader(1, 0);
        var isEmpty = isWhole ? length == 0 : room == 0;
        var declared = MbimServices.Find(service, cid);
        return this with
        {
            Service = service,
            Cid = cid,
            Kind = kind,
            BufferOffset = fixedSize,
            BufferLength = isWhole ? (int)length : room,
            End = isWhole ? (int)Math.Min((uint)transfer.Length, (uint)fixedSize + ((length + 3) & ~3u)) : transfer.Length,
            IsDescribed = isWhole && declared is not null && (declared.Kinds & kind) != 0
                && (status == MbimStatus.Success || !isEmpty),
            Values = Header.Type switch
            {
                MbimMessageType.Command => [("CommandType", third, third > 1 ? "unknown" : ((MbimCommandType)third).ToString())],
                MbimMessageType.CommandDone => [("Status", third, NameOf((MbimStatus)third))],
                _ => [],
            },
        };
    }

    private static MbimArray<(string Name, uint Value, string Text)> FixedValue(MbimMessageType type, uint value) => type switch
    {
        MbimMessageType.Open => [("MaxControlTransfer", value, $"{value}")],
        MbimMessageType.OpenDone or MbimMessageType.CloseDone => [("Status", value, NameOf((MbimStatus)value))],
        MbimMessageType.HostError or MbimMessageType.FunctionError =>
            [("ErrorStatusCode", value, Enum.IsDefined((MbimProtocolError)value) ? ((MbimProtocolError)value).ToString() : "unknown")],
        _ => [],
    };

    private static string NameOf(MbimStatus status) =>
        Enum.IsDefined(status) ? status.ToString() : (uint)status >= 0x80000000 ? $"device-service-specific 0x{(uint)status:x8}" : $"unknown 0x{(uint)status:x8}";

    private static string NameOf(MbimMessageType type) => type switch
    {
        MbimMessageType.Open => "OPEN",
        MbimMessageType.Close => "CLOSE",
        MbimMessageType.Command => "COMMAND",
        MbimMessageType.HostError => "HOST_ERROR",
        MbimMessageType.OpenDone => "OPEN_DONE",
        MbimMessageType.CloseDone => "CLOSE_DONE",
        MbimMessageType.CommandDone => "COMMAND_DONE",
        MbimMessageType.FunctionError => "FUNCTION_ERROR",
        MbimMessageType.IndicateStatus => "INDICATE_STATUS",
        _ => $"UNKNOWN 0x{(uint)type:x8}",
    };

    private static uint U32(ReadOnlySpan<byte> transfer, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(transfer[offset..]);
}
