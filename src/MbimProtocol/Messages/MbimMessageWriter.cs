using System.Buffers;
using System.Buffers.Binary;
using MbimProtocol.Encoding;

namespace MbimProtocol.Messages;

/// <summary>Writes whole MBIM messages. Layouts: see <see cref="MbimMessage"/>. Nothing is allocated.</summary>
/// <example>
/// <code>
/// var writer = new ArrayBufferWriter&lt;byte&gt;();
/// MbimMessageWriter.WriteCommand(
///     writer, 2, BasicConnect.Id, BasicConnect.RadioState.Number, MbimCommandType.Set, new SetRadioState { RadioState = RadioSwitchState.On }, MbimExVersion.V1);
/// </code>
/// </example>
public static class MbimMessageWriter
{
    /// <summary>MBIM_OPEN_MSG.</summary>
    public static void WriteOpen(IBufferWriter<byte> writer, uint transactionId, uint maxControlTransfer) =>
        WriteFixed(writer, MbimMessageType.Open, transactionId, maxControlTransfer);

    /// <summary>MBIM_CLOSE_MSG.</summary>
    public static void WriteClose(IBufferWriter<byte> writer, uint transactionId)
    {
        ArgumentNullException.ThrowIfNull(writer);
        new MessageHeader(MbimMessageType.Close, MessageHeader.Size, transactionId).Write(writer.GetSpan(MessageHeader.Size));
        writer.Advance(MessageHeader.Size);
    }

    /// <summary>MBIM_HOST_ERROR_MSG.</summary>
    public static void WriteHostError(IBufferWriter<byte> writer, uint transactionId, MbimProtocolError error) =>
        WriteFixed(writer, MbimMessageType.HostError, transactionId, (uint)error);

    /// <summary>MBIM_OPEN_DONE.</summary>
    public static void WriteOpenDone(IBufferWriter<byte> writer, uint transactionId, MbimStatus status) =>
        WriteFixed(writer, MbimMessageType.OpenDone, transactionId, (uint)status);

    /// <summary>MBIM_CLOSE_DONE.</summary>
    public static void WriteCloseDone(IBufferWriter<byte> writer, uint transactionId, MbimStatus status) =>
        WriteFixed(writer, MbimMessageType.CloseDone, transactionId, (uint)status);

    /// <summary>MBIM_FUNCTION_ERROR_MSG.</summary>
    public static void WriteFunctionError(IBufferWriter<byte> writer, uint transactionId, MbimProtocolError error) =>
        WriteFixed(writer, MbimMessageType.FunctionError, transactionId, (uint)error);

    /// <summary>MBIM_COMMAND_MSG with raw bytes as its information buffer.</summary>
    public static void WriteCommand(
        IBufferWriter<byte> writer, uint transactionId, Guid service, uint cid, MbimCommandType commandType, ReadOnlySpan<byte> informationBuffer) =>
        Write(writer, MbimMessageType.Command, transactionId, service, cid, (uint)commandType, informationBuffer);

    /// <summary>MBIM_COMMAND_MSG with a typed information buffer.</summary>
    public static void WriteCommand<T>(
        IBufferWriter<byte> writer, uint transactionId, Guid service, uint cid, MbimCommandType commandType, in T value, MbimExVersion version)
        where T : IInformationBuffer<T> =>
        Write(writer, MbimMessageType.Command, transactionId, service, cid, (uint)commandType, value, version);

    /// <summary>MBIM_COMMAND_DONE with raw bytes as its information buffer.</summary>
    public static void WriteCommandDone(
        IBufferWriter<byte> writer, uint transactionId, Guid service, uint cid, MbimStatus status, ReadOnlySpan<byte> informationBuffer) =>
        Write(writer, MbimMessageType.CommandDone, transactionId, service, cid, (uint)status, informationBuffer);

    /// <summary>MBIM_COMMAND_DONE with a typed information buffer.</summary>
    public static void WriteCommandDone<T>(
        IBufferWriter<byte> writer, uint transactionId, Guid service, uint cid, MbimStatus status, in T value, MbimExVersion version)
        where T : IInformationBuffer<T> =>
        Write(writer, MbimMessageType.CommandDone, transactionId, service, cid, (uint)status, value, version);

    /// <summary>MBIM_INDICATE_STATUS_MSG with raw bytes as its information buffer.</summary>
    public static void WriteIndicateStatus(IBufferWriter<byte> writer, Guid service, uint cid, ReadOnlySpan<byte> informationBuffer) =>
        Write(writer, MbimMessageType.IndicateStatus, 0, service, cid, 0, informationBuffer);

    /// <summary>MBIM_INDICATE_STATUS_MSG with a typed information buffer.</summary>
    public static void WriteIndicateStatus<T>(IBufferWriter<byte> writer, Guid service, uint cid, in T value, MbimExVersion version)
        where T : IInformationBuffer<T> =>
        Write(writer, MbimMessageType.IndicateStatus, 0, service, cid, 0, value, version);

    private static void Write(
        IBufferWriter<byte> writer, MbimMessageType type, uint transactionId, Guid service, uint cid, uint third, ReadOnlySpan<byte> informationBuffer)
    {
        var (size, span) = Begin(writer, type, transactionId, service, cid, third, informationBuffer.Length);
        informationBuffer.CopyTo(span);
        writer.Advance(size);
    }

    private static void Write<T>(
        IBufferWriter<byte> writer, MbimMessageType type, uint transactionId, Guid service, uint cid, uint third, in T value, MbimExVersion version)
        where T : IInformationBuffer<T>
    {
        var (size, span) = Begin(writer, type, transactionId, service, cid, third, value.GetSize(version));
        value.Write(span, version);
        writer.Advance(size);
    }

    private static void WriteFixed(IBufferWriter<byte> writer, MbimMessageType type, uint transactionId, uint value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        const int Size = MessageHeader.Size + 4;
        var span = writer.GetSpan(Size);
        new MessageHeader(type, Size, transactionId).Write(span);
        BinaryPrimitives.WriteUInt32LittleEndian(span[MessageHeader.Size..], value);
        writer.Advance(Size);
    }

    private static SpanOfMessage Begin(
        IBufferWriter<byte> writer, MbimMessageType type, uint transactionId, Guid service, uint cid, uint third, int length)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var headerSize = MbimMessage.HeaderSize(type);
        var size = checked(headerSize + length);
        var span = writer.GetSpan(size);
        new MessageHeader(type, (uint)size, transactionId).Write(span);
        new FragmentHeader(1, 0).Write(span[FragmentHeader.Offset..]);
        service.TryWriteBytes(span[20..], bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(span[36..], cid);
        if (type != MbimMessageType.IndicateStatus)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(span[40..], third);
        }

        BinaryPrimitives.WriteUInt32LittleEndian(span[(headerSize - 4)..], (uint)length);
        return new SpanOfMessage(size, span.Slice(headerSize, length));
    }

    private readonly ref struct SpanOfMessage(int size, Span<byte> informationBuffer)
    {
        private readonly Span<byte> _informationBuffer = informationBuffer;

        public void Deconstruct(out int total, out Span<byte> span)
        {
            total = size;
            span = _informationBuffer;
        }
    }
}
