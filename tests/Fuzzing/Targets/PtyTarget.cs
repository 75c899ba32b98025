using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Time;
using MbimProtocol.Framing;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>A PTY's line: after a quiet time an OPEN, and what follows it, is always understood.</summary>
internal static class PtyTarget
{
    private const byte Wait = 1;
    private const byte Hangup = 2;

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        var clock = new VirtualClock();
        var framer = new PtyFramer(4096, clock);
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            switch (steps.Kind)
            {
                case Wait:
                    clock.Advance(TimeSpan.FromMilliseconds(steps.Number % 3000));
                    break;
                case Hangup:
                    framer.Reset();
                    break;
                default:
                    framer.Add(steps.Bytes);
                    Drain(framer);
                    break;
            }
        }

        clock.Advance(FragmentReassembler.FragmentTimeout);
        foreach (var sent in new[] { Messages.Open, Messages.Close })
        {
            framer.Add(sent);
            Finding.Unless(framer.TryRead(out var message, out _) == FramingStatus.Done && message.SequenceEqual(sent), "OPEN after quiet, or what follows it, is not understood");
        }
    }

    public static IReadOnlyList<byte[]> Seeds() =>
    [
        Steps.Of((0, Messages.Open), (0, Messages.Commands[0]), (0, Messages.Close)),
        Steps.Of((0, Messages.Open[..7]), (Wait, [0xe8, 3]), (0, Messages.Open), (Hangup, []), (0, [0xff, 0xff]), (Wait, [60]), (0, Messages.Close)),
    ];

    private static void Drain(PtyFramer framer)
    {
        while (framer.TryRead(out var message, out _) == FramingStatus.Done)
        {
            Finding.Unless(message.Length is >= 12 and <= 4096, $"a message of {message.Length} bytes");
        }

        Finding.Unless(framer.Pending <= 4096, $"{framer.Pending} bytes are kept");
    }
}
