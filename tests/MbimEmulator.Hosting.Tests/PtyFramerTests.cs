using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Time;
using MbimProtocol.Framing;

namespace MbimEmulator.Hosting.Tests;

public sealed class PtyFramerTests
{
    private readonly VirtualClock _clock = new();
    private readonly PtyFramer _framer;

    public PtyFramerTests() => _framer = new PtyFramer(4096, _clock);

    [Test]
    public void The_rest_may_come_up_to_the_limit_but_not_after_it()
    {
        var open = Host.OpenMessage(1);
        _framer.Add(open.AsSpan(0, 5));
        _clock.Advance(TimeSpan.FromMilliseconds(1249));
        _framer.Add(open.AsSpan(5, 3));
        _clock.Advance(TimeSpan.FromMilliseconds(1250));
        Assert.That(_framer.Add(Host.CloseMessage(2)).Count, Is.EqualTo(8));
        Assert.That(Read(), Is.EqualTo(Host.CloseMessage(2)));
    }

    [Test]
    public void A_read_that_begins_with_open_drops_half_a_message()
    {
        _framer.Add(Host.OpenMessage(1).AsSpan(0, 15));
        Assert.That(_framer.Add(Host.OpenMessage(2)).Count, Is.EqualTo(15));
        Assert.That(Read(), Is.EqualTo(Host.OpenMessage(2)));
    }

    [Test]
    public void After_garbage_input_is_dropped_until_the_line_was_quiet_for_50_ms()
    {
        _framer.Add(new byte[20]);
        Assert.That(_framer.TryRead(out _, out _), Is.EqualTo(FramingStatus.Invalid));
        for (var i = 0; i < 10; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(49));
            _framer.Add(Host.OpenMessage(1));
            Assert.That(_framer.TryRead(out _, out _), Is.EqualTo(FramingStatus.More));
        }

        _clock.Advance(TimeSpan.FromMilliseconds(50));
        _framer.Add(Host.OpenMessage(2));
        Assert.That(Read(), Is.EqualTo(Host.OpenMessage(2)));
    }

    [Test]
    public void Every_cut_of_a_stream_gives_the_same_messages()
    {
        byte[] stream = [.. Host.OpenMessage(1), .. Host.CloseMessage(2), .. Host.CloseMessage(3)];
        for (var cut = 0; cut <= stream.Length; cut++)
        {
            var framer = new PtyFramer(4096, _clock);
            List<byte> read = [];
            foreach (var part in new[] { stream[..cut], stream[cut..] })
            {
                framer.Add(part);
                while (framer.TryRead(out var message, out _) == FramingStatus.Done)
                {
                    read.AddRange(message);
                }
            }

            Assert.That(read, Is.EqualTo(stream), $"cut at {cut}");
        }
    }

    private byte[] Read()
    {
        Assert.That(_framer.TryRead(out var message, out _), Is.EqualTo(FramingStatus.Done));
        return message.ToArray();
    }
}
