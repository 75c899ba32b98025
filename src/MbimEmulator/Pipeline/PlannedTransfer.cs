using MbimProtocol.Framing;

namespace MbimEmulator.Pipeline;

/// <summary>One transfer of a message that does not go as whoever sent it would cut it.</summary>
/// <param name="Bytes">The bytes of the transfer.</param>
/// <param name="Gap">The time before it; nothing else goes to the host meanwhile.</param>
internal sealed record PlannedTransfer(byte[] Bytes, TimeSpan Gap)
{
    /// <summary>Its bytes; actions replace them.</summary>
    public byte[] Bytes { get; set; } = Bytes;

    /// <summary>The time before it.</summary>
    public TimeSpan Gap { get; set; } = Gap;

    /// <summary>The transfers of a message as they are without anybody's plan.</summary>
    public static List<PlannedTransfer> Split(ReadOnlySpan<byte> message, uint maxTransfer)
    {
        var fragments = new FragmentSplitter(message, maxTransfer);
        var plan = new List<PlannedTransfer>(fragments.Count);
        for (var i = 0; i < fragments.Count; i++)
        {
            var bytes = new byte[fragments.GetSize(i)];
            fragments.Write(i, bytes);
            plan.Add(new PlannedTransfer(bytes, TimeSpan.Zero));
        }

        return plan;
    }
}
