using System.Buffers;
using MbimProtocol.Messages;

namespace MbimProtocol.Framing;

/// <summary>
/// Finds message after message in a byte stream by the MessageLength of their headers (MBIM 1.0, 9.1). It holds no state and no bytes: what it
/// did not take stays with the caller, and a declared length is judged as soon as the 12 header bytes are there, before anything waits for the
/// rest. A fragment counts as a message, and so does a message of a type that MBIM 1.0 does not define, as long as it could: all defined types are
/// 0 to 255, with bit 31 set in those of functions. Whoever takes it answers it; the bytes behind it are sound.
/// </summary>
/// <example>
/// <code>
/// var input = new ReadOnlySequence&lt;byte>(transfer);
/// while (MessageFramer.TryReadMessage(ref input, MessageFramer.ProxyMaxLength, out var message, out _) == FramingStatus.Done)
/// {
///     Console.WriteLine(MbimMessageRenderer.ToLine(message.ToArray()));
/// }
/// </code>
/// </example>
public static class MessageFramer
{
    /// <summary>The longest message that an mbim-proxy endpoint takes from its clients, in bytes.</summary>
    public const uint ProxyMaxLength = 64 * 1024;

    /// <summary>The longest message or fragment that the Mobile Broadband service takes from its clients, in bytes: 64 KiB of data fit in one.</summary>
    public const uint ServiceMaxLength = 128 * 1024;

    // The bits that are 0 in all message types, those that are not defined yet included. Text, such as an AT command, has some of them.
    private const uint ForeignTypeBits = 0x7fffff00;

    /// <summary>libmbim sends messages of up to 4096 bytes in one piece, whatever its OPEN announced.</summary>
    private const uint FunctionMinMaxLength = 4096;

    /// <summary>The longest message or fragment that a function takes, in bytes.</summary>
    /// <param name="maxControlTransfer">The size negotiated by OPEN; wMaxControlMessage where that is not known.</param>
    public static uint FunctionMaxLength(uint maxControlTransfer) => Math.Max(FunctionMinMaxLength, maxControlTransfer);

    /// <summary>Takes one message off the start of <paramref name="input"/>; leaves it untouched unless the answer is Done.</summary>
    /// <param name="input">The bytes received and not yet taken.</param>
    /// <param name="maxLength">The longest message allowed, in bytes.</param>
    /// <param name="message">The message, a view of the input.</param>
    /// <param name="error">Why the stream is broken, when the answer is Invalid.</param>
    public static FramingStatus TryReadMessage(
        ref ReadOnlySequence<byte> input, uint maxLength, out ReadOnlySequence<byte> message, out MbimFormatError error)
    {
        message = default;
        error = default;
        if (input.Length < MessageHeader.Size)
        {
            return FramingStatus.More;
        }

        var header = ReadHeader(input);
        if (((uint)header.Type & ForeignTypeBits) != 0)
        {
            error = new MbimFormatError(
                MbimFormatErrorKind.Value,
                "MessageType",
                0,
                "0x00000000 to 0x000000ff or 0x80000000 to 0x800000ff",
                $"0x{(uint)header.Type:x8}");
            return FramingStatus.Invalid;
        }

        if (header.Length < MessageHeader.Size || header.Length > maxLength)
        {
            error = new MbimFormatError(
                MbimFormatErrorKind.Length, "MessageLength", 4, $"{MessageHeader.Size} to {maxLength} bytes", $"{header.Length}");
            return FramingStatus.Invalid;
        }

        if (input.Length < header.Length)
        {
            return FramingStatus.More;
        }

        var end = input.GetPosition(header.Length);
        message = input.Slice(0, end);
        input = input.Slice(end);
        return FramingStatus.Done;
    }

    private static MessageHeader ReadHeader(in ReadOnlySequence<byte> input)
    {
        if (input.FirstSpan.Length >= MessageHeader.Size)
        {
            return MessageHeader.Read(input.FirstSpan);
        }

        Span<byte> bytes = stackalloc byte[MessageHeader.Size];
        input.Slice(0, MessageHeader.Size).CopyTo(bytes);
        return MessageHeader.Read(bytes);
    }
}
