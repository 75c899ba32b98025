using MbimProtocol.Framing;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Fragments: whatever comes, a message comes out exactly when the outcome says so, and never a longer one than allowed.</summary>
internal static class FragmentTarget
{
    private const int Max = 256;
    private const byte Expire = 1;

    public static void Fuzz(ReadOnlySpan<byte> data)
    {
        using var reassembler = new FragmentReassembler(Max);
        var now = TimeSpan.Zero;
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            if (steps.Kind == Expire)
            {
                now += TimeSpan.FromMilliseconds(steps.Number % 5000);
                reassembler.Expire(now, out _);
                continue;
            }

            var result = reassembler.Add(steps.Bytes, now, out var message);
            Finding.Unless(message.IsEmpty == (result.Outcome != FragmentOutcome.Complete), $"{result.Outcome} with {message.Length} bytes");
            Finding.Unless(message.Length <= Max, $"a message of {message.Length} bytes");
            Finding.Unless(!reassembler.IsPending || reassembler.Deadline > now, "a fragment is awaited for ever");
        }
    }

    public static IReadOnlyList<byte[]> Seeds() =>
        [.. Messages.Commands.Where(message => message.Length > 80).Take(6).Select(message => Steps.Of([.. Messages.Fragments(message, 64).Select(fragment => ((byte)0, fragment)), (Expire, [0xe2, 4])]))];
}
