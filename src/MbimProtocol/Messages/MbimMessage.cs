using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MbimProtocol.Messages;

/// <summary>
/// One whole (reassembled) MBIM message, read in place: the header, the fields of its type, and the information buffer. Fields that the type
/// does not have are 0 or empty. The layouts are those of MBIM 1.0, 9.3 and 9.4:
/// <code>
/// OPEN            header, u32 MaxControlTransfer
/// CLOSE           header
/// HOST_ERROR, FUNCTION_ERROR  header, u32 ErrorStatusCode
/// OPEN_DONE, CLOSE_DONE       header, u32 Status
/// COMMAND         header, fragment header, uuid, u32 CID, u32 CommandType, u32 InformationBufferLength, bytes
/// COMMAND_DONE    header, fragment header, uuid, u32 CID, u32 Status, u32 InformationBufferLength, bytes
/// INDICATE_STATUS header, fragment header, uuid, u32 CID, u32 InformationBufferLength, bytes
/// </code>
/// </summary>
/// <example>
/// <code>
/// if (MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out var error)
///     &amp;&amp; SignalStateInfo.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var state, out error))
/// {
///     Console.WriteLine(state.Rssi);
/// }
/// </code>
/// </example>
public readonly ref struct MbimMessage
{
    /// <summary>Bytes before the information buffer of COMMAND and COMMAND_DONE.</summary>
    public const int CommandHeaderSize = 48;

    /// <summary>Bytes before the information buffer of INDICATE_STATUS.</summary>
    public const int IndicateStatusHeaderSize = 44;

    private const int ServiceOffset = MessageHeader.Size + FragmentHeader.Size;
    private const int CidOffset = ServiceOffset + 16;

    private readonly ReadOnlySpan<byte> _bytes;

    private MbimMessage(ReadOnlySpan<byte> bytes, MessageHeader header, ReadOnlySpan<byte> informationBuffer)
    {
        _bytes = bytes;
        Header = header;
        InformationBuffer = informationBuffer;
    }

    /// <summary>Type, length and TransactionId.</summary>
    public MessageHeader Header { get; }

    /// <summary>The information buffer of COMMAND, COMMAND_DONE and INDICATE_STATUS.</summary>
    public ReadOnlySpan<byte> InformationBuffer { get; }

    /// <summary>The whole message.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The message type.</summary>
    public MbimMessageType Type => Header.Type;

    /// <summary>The transaction id.</summary>
    public uint TransactionId => Header.TransactionId;

    /// <summary>OPEN: the largest transfer, in bytes, that the host takes.</summary>
    public uint MaxControlTransfer => Type == MbimMessageType.Open ? U32(MessageHeader.Size) : 0;

    /// <summary>HOST_ERROR and FUNCTION_ERROR: the error.</summary>
    public MbimProtocolError Error =>
        Type is MbimMessageType.HostError or MbimMessageType.FunctionError ? (MbimProtocolError)U32(MessageHeader.Size) : 0;

    /// <summary>OPEN_DONE, CLOSE_DONE and COMMAND_DONE: the status.</summary>
    public MbimStatus Status => Type switch
    {
        MbimMessageType.OpenDone or MbimMessageType.CloseDone => (MbimStatus)U32(MessageHeader.Size),
        MbimMessageType.CommandDone => (MbimStatus)U32(CidOffset + 4),
        _ => 0,
    };

    /// <summary>COMMAND, COMMAND_DONE and INDICATE_STATUS: the device service.</summary>
    public Guid DeviceServiceId => IsFragmentable(Type) ? new Guid(_bytes.Slice(ServiceOffset, 16), bigEndian: true) : Guid.Empty;

    /// <summary>COMMAND, COMMAND_DONE and INDICATE_STATUS: the command id.</summary>
    public uint Cid => IsFragmentable(Type) ? U32(CidOffset) : 0;

    /// <summary>COMMAND: query or set; may hold an undefined value.</summary>
    public MbimCommandType CommandType => Type == MbimMessageType.Command ? (MbimCommandType)U32(CidOffset + 4) : 0;

    /// <summary>Whether messages of this type carry a fragment header.</summary>
    public static bool IsFragmentable(MbimMessageType type) =>
        type is MbimMessageType.Command or MbimMessageType.CommandDone or MbimMessageType.IndicateStatus;

    /// <summary>Whether hosts send messages of this type: OPEN, CLOSE, COMMAND and HOST_ERROR (MBIM 1.0, 9.3).</summary>
    public static bool IsOfHost(MbimMessageType type) =>
        type is MbimMessageType.Open or MbimMessageType.Close or MbimMessageType.Command or MbimMessageType.HostError;

    /// <summary>Bytes before the information buffer, or the whole size of a message that has none; 0 for an undefined type.</summary>
    public static int HeaderSize(MbimMessageType type) => type switch
    {
        MbimMessageType.Close => MessageHeader.Size,
        MbimMessageType.Open or MbimMessageType.HostError or MbimMessageType.OpenDone or MbimMessageType.CloseDone
            or MbimMessageType.FunctionError => MessageHeader.Size + 4,
        MbimMessageType.Command or MbimMessageType.CommandDone => CommandHeaderSize,
        MbimMessageType.IndicateStatus => IndicateStatusHeaderSize,
        _ => 0,
    };

    /// <summary>
    /// Reads one whole message: <paramref name="bytes"/> hold it from its first byte to its last. A fragment of a longer message is not whole;
    /// join fragments first.
    /// </summary>
    /// <param name="bytes">The transfer.</param>
    /// <param name="mode">
    /// Tolerant lets bytes stand behind a fixed-size message and behind the information buffer; strict lets only the buffer's padding to
    /// 4 bytes, and wants TransactionId 0 in notifications.
    /// </param>
    /// <param name="message">The message, a view of <paramref name="bytes"/>.</param>
    /// <param name="error">What is malformed, when the answer is false.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, MbimReadMode mode, out MbimMessage message, out MbimFormatError error)
    {
        message = default;
        if (bytes.Length < MessageHeader.Size)
        {
            return FailTruncated("MessageHeader", 0, MessageHeader.Size, bytes.Length, out error);
        }

        var header = MessageHeader.Read(bytes);
        var fixedSize = HeaderSize(header.Type);
        if (fixedSize == 0)
        {
            return FailType(header.Type, out error);
        }

        if (header.Length != (uint)bytes.Length)
        {
            return FailMessageLength(bytes.Length, header.Length, out error);
        }

        if (bytes.Length < fixedSize)
        {
            return FailTruncated(header.Type.ToString(), bytes.Length, fixedSize, bytes.Length, out error);
        }

        if (!IsFragmentable(header.Type))
        {
            if (mode == MbimReadMode.Strict && bytes.Length != fixedSize)
            {
                return FailTrailing(header.Type, fixedSize, bytes.Length, out error);
            }

            error = default;
            message = new MbimMessage(bytes, header, default);
            return true;
        }

        var fragment = FragmentHeader.Read(bytes.Slice(FragmentHeader.Offset, FragmentHeader.Size));
        if (fragment.Total != 1 || fragment.Current != 0)
        {
            return FailFragment(fragment, out error);
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(fixedSize - 4, 4));
        var room = (uint)(bytes.Length - fixedSize);
        if (length > room || (mode == MbimReadMode.Strict && room != length && room != ((length + 3) & ~3u)))
        {
            return FailBufferLength(fixedSize - 4, room, length, out error);
        }

        if (mode == MbimReadMode.Strict && header.Type == MbimMessageType.IndicateStatus && header.TransactionId != 0)
        {
            return FailTransactionId(header.TransactionId, out error);
        }

        error = default;
        message = new MbimMessage(bytes, header, bytes.Slice(fixedSize, (int)length));
        return true;
    }

    /// <summary>A message that <see cref="MbimMessageWriter"/> has written: nothing of it has to be checked.</summary>
    internal static MbimMessage OfWritten(ReadOnlySpan<byte> bytes)
    {
        var header = MessageHeader.Read(bytes);
        return new MbimMessage(bytes, header, IsFragmentable(header.Type) ? bytes[HeaderSize(header.Type)..] : default);
    }

    // Each refusal is a method of its own: the texts would cost every sound message the clearing of a large frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailTruncated(string field, int offset, int expected, int found, out MbimFormatError error) =>
        Fail(MbimFormatErrorKind.Truncated, field, offset, $"{expected} bytes", $"{found} bytes", out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailType(MbimMessageType type, out MbimFormatError error) =>
        Fail(MbimFormatErrorKind.Value, "MessageType", 0, "a message type of MBIM 1.0", $"0x{(uint)type:x8}", out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailMessageLength(int received, uint length, out MbimFormatError error) =>
        Fail(MbimFormatErrorKind.Length, "MessageLength", 4, $"{received}, as many bytes as there are", $"{length}", out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailTrailing(MbimMessageType type, int expected, int found, out MbimFormatError error) =>
        Fail(MbimFormatErrorKind.Trailing, type.ToString(), expected, $"{expected} bytes", $"{found} bytes", out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailFragment(FragmentHeader fragment, out MbimFormatError error) =>
        Fail(
            MbimFormatErrorKind.Value,
            "FragmentHeader",
            FragmentHeader.Offset,
            "fragment 0 of 1 (a whole message)",
            $"fragment {fragment.Current} of {fragment.Total}",
            out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailBufferLength(int offset, uint room, uint length, out MbimFormatError error) =>
        Fail(
            MbimFormatErrorKind.Length,
            "InformationBufferLength",
            offset,
            length > room ? $"at most {room}, the bytes that follow" : $"{room}, the bytes that follow, or up to 3 fewer when they are padding to 4",
            $"{length}",
            out error);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool FailTransactionId(uint transactionId, out MbimFormatError error) =>
        Fail(MbimFormatErrorKind.Value, "TransactionId", 8, "0 in a notification", $"{transactionId}", out error);

    private static bool Fail(MbimFormatErrorKind kind, string field, long offset, string expected, string found, out MbimFormatError error)
    {
        error = new MbimFormatError(kind, field, offset, expected, found);
        return false;
    }

    private uint U32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.Slice(offset, 4));
}
