using System.Buffers;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Messages in a stream: nothing is lost, nothing comes out that is longer than allowed, and it is the same in whatever pieces it came.</summary>
internal static class FramerTarget
{
    private const int Max = 1024;

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        var bytes = data.ToArray();
        var whole = Read(new ReadOnlySequence<byte>(bytes), out var status, out var taken);
        var inPieces = Read(Pieces.Of(bytes, 7), out var statusInPieces, out var takenInPieces);
        Finding.Unless(whole.SequenceEqual(inPieces) && status == statusInPieces && taken == takenInPieces, "other messages when the bytes come in pieces");
        Finding.Unless(status == FramingStatus.Invalid || bytes.Length - taken < Max, "a whole message is left in the stream");
    }

    public static IReadOnlyList<byte[]> Seeds() => [[.. Messages.Open, .. Messages.Close], .. Messages.Commands.Chunk(5).Select(some => some.SelectMany(one => one).ToArray())];

    private static List<string> Read(ReadOnlySequence<byte> input, out FramingStatus status, out long taken)
    {
        var messages = new List<string>();
        var all = input.Length;
        while ((status = MessageFramer.TryReadMessage(ref input, Max, out var message, out var error)) == FramingStatus.Done)
        {
            Finding.Unless(message.Length is >= MessageHeader.Size and <= Max, $"a message of {message.Length} bytes");
            var transfer = message.ToArray();
            messages.Add(Convert.ToHexString(transfer));
            foreach (var mode in new[] { MbimReadMode.Strict, MbimReadMode.Tolerant })
            {
                if (MbimMessage.TryParse(transfer, mode, out var parsed, out error))
                {
                    Finding.Unless(parsed.InformationBuffer.Length <= transfer.Length, "an information buffer longer than its message");
                }
            }
        }

        taken = all - input.Length;
        return messages;
    }
}
