using System.Buffers;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Tests.Messages;

namespace MbimProtocol.Tests.Framing;

public sealed class MessageFramerTests
{
    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Takes_one_message_in_every_segmentation_and_leaves_what_follows(byte[] sample)
    {
        byte[] stream = [.. sample, 0xa5, 0x5a];
        var masks = sample.Length <= 16 ? 1u << (stream.Length - 1) : 1u << 12;
        for (var mask = 0u; mask < masks; mask++)
        {
            var input = Segments.CutByMask(stream, mask);
            Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var message, out _), Is.EqualTo(FramingStatus.Done));
            if (!message.ToArray().AsSpan().SequenceEqual(sample) || !input.ToArray().AsSpan().SequenceEqual<byte>([0xa5, 0x5a]))
            {
                Assert.Fail($"mask {mask:x}: {Convert.ToHexString(message.ToArray())}, left {Convert.ToHexString(input.ToArray())}");
            }
        }
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Takes_one_message_with_any_two_cuts(byte[] sample)
    {
        for (var first = 1; first < sample.Length - 1; first++)
        {
            for (var second = first + 1; second < sample.Length; second++)
            {
                var input = Segments.Cut(sample, first, second);
                Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var message, out _), Is.EqualTo(FramingStatus.Done));
                Assert.That(message.ToArray().AsSpan().SequenceEqual(sample) && input.IsEmpty);
            }
        }
    }

    [Test]
    public void Takes_message_after_message_from_dust()
    {
        var input = Segments.Dust([.. Samples.All.SelectMany(sample => sample)]);
        foreach (var sample in Samples.All)
        {
            Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var message, out _), Is.EqualTo(FramingStatus.Done));
            Assert.That(message.ToArray(), Is.EqualTo(sample));
        }

        Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out _, out _), Is.EqualTo(FramingStatus.More));
        Assert.That(input.IsEmpty);
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void Waits_for_the_rest_of_every_start_and_leaves_it(byte[] sample)
    {
        for (var length = 0; length < sample.Length; length++)
        {
            var input = Segments.Dust(sample.AsSpan(0, length));
            Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var message, out _), Is.EqualTo(FramingStatus.More));
            Assert.That(input.Length, Is.EqualTo(length));
            Assert.That(message.IsEmpty);
        }
    }

    [TestCase("03000000 ffffffff 01000000", "4294967295")]
    [TestCase("03000000 01100000 01000000", "4097")]
    [TestCase("03000000 0b000000 01000000", "11")]
    [TestCase("03000000 00000000 01000000", "0")]
    public void Refuses_a_length_that_cannot_be_after_12_bytes(string hex, string found)
    {
        var input = Segments.Dust(Samples.Hex(hex));
        Assert.That(MessageFramer.TryReadMessage(ref input, MessageFramer.FunctionMaxLength(64), out _, out var error), Is.EqualTo(FramingStatus.Invalid));
        Assert.That((error.Kind, error.Field, error.Offset), Is.EqualTo((MbimFormatErrorKind.Length, "MessageLength", 4L)));
        Assert.That((error.Expected, error.Found), Is.EqualTo(("12 to 4096 bytes", found)));
        Assert.That(input.Length, Is.EqualTo(12));
    }

    [Test]
    public void Takes_the_longest_message_allowed()
    {
        var bytes = new byte[4096];
        new MessageHeader(MbimMessageType.Command, 4096, 1).Write(bytes);
        var input = new ReadOnlySequence<byte>(bytes);
        Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var message, out _), Is.EqualTo(FramingStatus.Done));
        Assert.That(message.Length, Is.EqualTo(4096));
    }

    [TestCase(0u, 4096u)]
    [TestCase(64u, 4096u)]
    [TestCase(4096u, 4096u)]
    [TestCase(16384u, 16384u)]
    public void A_function_takes_at_least_4096_bytes(uint negotiated, uint expected) =>
        Assert.That(MessageFramer.FunctionMaxLength(negotiated), Is.EqualTo(expected));

    [TestCase("00000000")]
    [TestCase("05000000")]
    [TestCase("ff000000")]
    [TestCase("05000080")]
    [TestCase("ff000080")]
    public void Takes_a_message_of_an_undefined_type_whole(string type)
    {
        byte[] message = Samples.Hex(type + "10000000 01000000 03000000");
        var input = Segments.Dust([.. message, 3]);
        Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out var found, out _), Is.EqualTo(FramingStatus.Done));
        Assert.That((found.ToArray(), input.Length), Is.EqualTo((message, 1L)));
    }

    [TestCase("00000000 00000000")]
    [TestCase("42000000 0b000000")]
    [TestCase("42000080 01100000")]
    public void Refuses_an_undefined_type_with_a_length_that_cannot_be(string start)
    {
        var input = Segments.Dust(Samples.Hex(start + "01000000"));
        Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out _, out var error), Is.EqualTo(FramingStatus.Invalid));
        Assert.That((error.Kind, error.Field, error.Offset), Is.EqualTo((MbimFormatErrorKind.Length, "MessageLength", 4L)));
    }

    [TestCase("00010000")]
    [TestCase("03000001")]
    [TestCase("03000040")]
    [TestCase("030000c0")]
    [TestCase("41542b43")]
    public void Refuses_a_type_that_is_not_MBIM(string type)
    {
        var input = Segments.Dust(Samples.Hex(type + "0c000000 01000000"));
        Assert.That(MessageFramer.TryReadMessage(ref input, 4096, out _, out var error), Is.EqualTo(FramingStatus.Invalid));
        Assert.That((error.Kind, error.Field, error.Offset), Is.EqualTo((MbimFormatErrorKind.Value, "MessageType", 0L)));
    }

    [TestCaseSource(typeof(Samples), nameof(Samples.All))]
    public void No_truncation_or_corruption_throws_or_loses_bytes(byte[] sample)
    {
        foreach (var mutated in Guarded.Mutations(sample))
        {
            var input = Segments.Dust(mutated);
            var status = MessageFramer.TryReadMessage(ref input, 4096, out var message, out var error);
            Assert.That(message.Length + input.Length, Is.EqualTo(mutated.Length));
            Assert.That(status == FramingStatus.Invalid, Is.EqualTo(error.Kind != MbimFormatErrorKind.None));
        }
    }

    [Test]
    public void Framing_allocates_nothing()
    {
        var whole = new ReadOnlySequence<byte>(Samples.ProxyConfiguration);
        var dust = Segments.Dust(Samples.ProxyConfiguration);
        var taken = 0L;
        var allocated = Allocations.Of(() =>
        {
            var input = whole;
            _ = MessageFramer.TryReadMessage(ref input, 4096, out var message, out _);
            taken += message.Length;
            input = dust;
            _ = MessageFramer.TryReadMessage(ref input, 4096, out message, out _);
            taken += message.Length;
        });
        Assert.That(allocated, Is.Zero);
        Assert.That(taken, Is.EqualTo(150 * 160));
    }
}
