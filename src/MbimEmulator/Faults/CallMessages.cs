using System.Buffers.Binary;
using MbimProtocol.Messages;

namespace MbimEmulator.Faults;

/// <summary>Request ids in the messages of the Mobile Broadband service.</summary>
internal static class CallMessages
{
    /// <summary>The request id that a return gives; 0 when it gives none.</summary>
    public static uint RequestIdOf(ReadOnlySpan<byte> message) => Number(message, MbimMessageType.CommandDone, MbimMessage.CommandHeaderSize);

    /// <summary>Whether a message is the completion with this request id.</summary>
    public static bool IsCompletion(ReadOnlySpan<byte> message, uint requestId) =>
        requestId != 0 && Number(message, MbimMessageType.IndicateStatus, MbimMessage.IndicateStatusHeaderSize + 4) == requestId;

    private static uint Number(ReadOnlySpan<byte> message, MbimMessageType type, int offset) =>
        message.Length >= offset + 4 && MessageHeader.Read(message).Type == type ? BinaryPrimitives.ReadUInt32LittleEndian(message[offset..]) : 0;
}
