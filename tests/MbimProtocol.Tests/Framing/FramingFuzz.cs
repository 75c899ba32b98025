using System.Buffers;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Framing;

public sealed class FramingFuzz
{
    private const int MaxMessage = 512;

    /// <summary>Anything may come off a stream: nothing throws, nothing is lost, nothing longer than the bound comes out.</summary>
    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        using var reassembler = new FragmentReassembler(MaxMessage);
        var input = new ReadOnlySequence<byte>(data.ToArray());
        FramingStatus status;
        while ((status = MessageFramer.TryReadMessage(ref input, MaxMessage, out var transfer, out var error)) == FramingStatus.Done)
        {
            Assert.That(error.Kind, Is.EqualTo(MbimFormatErrorKind.None));
            var result = reassembler.Add(transfer.FirstSpan, default, out var message);
            Assert.That(message.IsEmpty, Is.EqualTo(result.Outcome != FragmentOutcome.Complete));
            Assert.That(message.Length, Is.LessThanOrEqualTo(MaxMessage));
            if (!message.IsEmpty)
            {
                _ = MbimMessage.TryParse(message, MbimReadMode.Tolerant, out var parsed, out _);
                Assert.That(parsed.InformationBuffer.Length, Is.LessThanOrEqualTo(message.Length));
            }
        }

        Assert.That(status == FramingStatus.Invalid || input.Length < MaxMessage);
        _ = reassembler.Add(data, default, out _);
        _ = MbimMessage.TryParse(data, MbimReadMode.Tolerant, out _, out _);
    }

    [Test]
    public void Random_bytes([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        for (var run = 0; run < 500; run++)
        {
            var data = new byte[random.Next(200)];
            random.NextBytes(data);
            Fuzz(data);
        }
    }

    [Test]
    public void Damaged_conversations([Range(1, 8)] int seed)
    {
        var random = new Random(seed);
        var samples = Samples.All.Concat(Fragments.Split(Fragments.Command(200), 64)).ToArray();
        for (var run = 0; run < 500; run++)
        {
            byte[] data = [.. Enumerable.Range(0, 8).SelectMany(_ => samples[random.Next(samples.Length)])];
            for (var damage = random.Next(4); damage > 0; damage--)
            {
                data[random.Next(data.Length)] = (byte)random.Next(256);
            }

            Fuzz(data);
        }
    }
}
