using System.Buffers.Binary;

namespace MbimProtocol.Messages;

/// <summary>MBIM_MESSAGE_HEADER: u32 MessageType, u32 MessageLength, u32 TransactionId (MBIM 1.0, 9.1).</summary>
/// <param name="Type">The message type; may hold an undefined value.</param>
/// <param name="Length">The whole message's bytes, this header included.</param>
/// <param name="TransactionId">0 for notifications alone.</param>
public readonly record struct MessageHeader(MbimMessageType Type, uint Length, uint TransactionId)
{
    /// <summary>12 bytes.</summary>
    public const int Size = 12;

    /// <summary>Reads the header from at least <see cref="Size"/> bytes.</summary>
    public static MessageHeader Read(ReadOnlySpan<byte> source) => new(
        (MbimMessageType)BinaryPrimitives.ReadUInt32LittleEndian(source),
        BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(4, 4)),
        BinaryPrimitives.ReadUInt32LittleEndian(source.Slice(8, 4)));

    /// <summary>Writes the header to at least <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, (uint)Type);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[4..], Length);
        BinaryPrimitives.WriteUInt32LittleEndian(destination[8..], TransactionId);
    }
}
