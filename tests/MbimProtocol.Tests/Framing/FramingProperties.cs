using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using MbimProtocol.Framing;

namespace MbimProtocol.Tests.Framing;

public sealed class FramingProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    [Test]
    public void Split_and_reassemble_is_identity([Values(64u, 65u, 68u, 512u, 4096u)] uint maxControlTransfer) =>
        Prop.ForAll(Gen.Choose(48, 9000).ToArbitrary(), length => RoundTrip(length, maxControlTransfer)).Check(Config);

    [Test]
    public void Split_and_reassemble_is_identity_for_any_size() =>
        Prop.ForAll(Gen.Choose(48, 5000).ToArbitrary(), Gen.Choose(64, 5000).ToArbitrary(), (length, size) => RoundTrip(length, (uint)size)).Check(Config);

    [Test]
    public void Fragments_cross_a_stream_in_any_segmentation() =>
        Prop.ForAll(Gen.Choose(48, 700).ToArbitrary(), Gen.Choose(64, 200).ToArbitrary(), Gen.Choose(1, 90).ToArbitrary(), ThroughStream).Check(Config);

    private static bool RoundTrip(int length, uint maxControlTransfer)
    {
        using var reassembler = new FragmentReassembler(9000);
        var message = Fragments.Command(length);
        var fragments = Fragments.Split(message, maxControlTransfer);
        foreach (var fragment in fragments.SkipLast(1))
        {
            if (reassembler.Add(fragment, default, out _).Outcome != FragmentOutcome.More)
            {
                return false;
            }
        }

        return reassembler.Add(fragments[^1], default, out var whole).Outcome == FragmentOutcome.Complete && whole.SequenceEqual(message);
    }

    private static bool ThroughStream(int length, int maxControlTransfer, int segment)
    {
        using var reassembler = new FragmentReassembler(9000);
        var message = Fragments.Command(length);
        byte[] stream = [.. Fragments.Split(message, (uint)maxControlTransfer).SelectMany(fragment => fragment)];
        var input = Segments.Cut(stream, [.. Enumerable.Range(1, (stream.Length - 1) / segment).Select(index => index * segment)]);
        while (MessageFramer.TryReadMessage(ref input, 4096, out var fragment, out _) == FramingStatus.Done)
        {
            if (reassembler.Add(fragment.ToArray(), default, out var whole).Outcome == FragmentOutcome.Complete)
            {
                return input.IsEmpty && whole.SequenceEqual(message);
            }
        }

        return false;
    }
}
