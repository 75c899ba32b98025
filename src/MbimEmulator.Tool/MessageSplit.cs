using System.Buffers.Binary;
using MbimProtocol.Messages;
using MbimProtocol.Rendering;

namespace MbimEmulator.Tool;

/// <summary>Cuts bytes into MBIM messages and NTBs by their lengths.</summary>
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

    /// <summary>Whether the bytes begin with the header of a message or of an NTB.</summary>
    public static bool IsBeginning(ReadOnlySpan<byte> bytes) =>
        NtbRenderer.IsNtb(bytes)
        || (bytes.Length >= MessageHeader.Size && MessageHeader.Read(bytes) is var header && MbimMessage.HeaderSize(header.Type) is > 0 and var size && header.Length >= size);

    /// <summary>Whether they begin so, and nothing of that message or NTB is missing.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> bytes) => IsBeginning(bytes) && DeclaredLength(bytes) <= bytes.Length;

    /// <summary>How many bytes the first message takes; all of them when its length cannot be.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < MessageHeader.Size)
        {
            return bytes.Length;
        }

        // What follows has to look like a message: otherwise a wrong length, not a second message, is the likelier story.
        var length = DeclaredLength(bytes);
        var isNextSound = length >= MessageHeader.Size && length + 4L <= bytes.Length && IsType(bytes[(int)length..]);
        return isNextSound ? (int)length : bytes.Length;
    }

    /// <summary>How long the first message says that it is.</summary>
    /// <param name="bytes">At least the header of a message.</param>
    public static long DeclaredLength(ReadOnlySpan<byte> bytes) =>
        NtbRenderer.IsNtb(bytes) ? NtbRenderer.LengthOf(bytes) : MessageHeader.Read(bytes).Length;

    private static bool IsType(ReadOnlySpan<byte> bytes) =>
        NtbRenderer.IsNtb(bytes) || MbimMessage.HeaderSize((MbimMessageType)BinaryPrimitives.ReadUInt32LittleEndian(bytes)) != 0;
}
