using System.Buffers.Binary;
using MbimProtocol.Messages;

namespace MbimEmulator.Tool;

/// <summary>Cuts bytes into messages by their lengths.</summary>
internal static class MessageSplit
{
    /// <summary>The messages. Behind one whose length cannot be, nothing can be cut: it takes all the rest.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var length = LengthOfFirst(bytes.Span);
            yield return bytes[..length];
            bytes = bytes[length..];
        }
    }

    private static int LengthOfFirst(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MessageHeader.Size)
        {
            return bytes.Length;
        }

        var header = MessageHeader.Read(bytes);

        // What follows has to look like a message: otherwise a wrong length, not a second message, is the likelier story.
        var isNextSound = header.Length >= MessageHeader.Size && header.Length + 4L <= bytes.Length
            && MbimMessage.HeaderSize((MbimMessageType)BinaryPrimitives.ReadUInt32LittleEndian(bytes[(int)header.Length..])) != 0;
        return isNextSound ? (int)header.Length : bytes.Length;
    }
}
