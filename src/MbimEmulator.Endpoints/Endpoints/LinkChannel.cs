using System.Buffers;
using MbimEmulator.Links;
using MbimProtocol;
using MbimProtocol.Framing;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>What a connection's bytes are: one of a link's two channels, and how its transfers are found in the stream.</summary>
internal abstract class LinkChannel(ModemLink link)
{
    /// <summary>The link.</summary>
    public ModemLink Link => link;

    /// <summary>What a transfer is called.</summary>
    public abstract string Unit { get; }

    /// <summary>Whether the host has sent what is answered, and not all of the answers have been written.</summary>
    public virtual bool IsOwing => false;

    /// <summary>Takes one transfer off the start of <paramref name="input"/>; leaves it untouched unless the answer is Done.</summary>
    public abstract FramingStatus TryRead(ref ReadOnlySequence<byte> input, out ReadOnlySequence<byte> transfer, out MbimFormatError error);

    /// <summary>One transfer from the host; the link owns it from here on.</summary>
    public abstract void Send(Transfer transfer);

    /// <summary>Completes when the function takes more input, or the link is closed.</summary>
    public abstract ValueTask WaitToSendAsync();

    /// <summary>Takes the next transfer to the host; the caller disposes it.</summary>
    public abstract bool TryReceive(out Transfer transfer);

    /// <summary>Completes with true when a transfer waits, with false when the link is closed and drained.</summary>
    public abstract ValueTask<bool> WaitToReceiveAsync();

    /// <summary>Whether a transfer may share a write with others.</summary>
    public virtual bool MayJoin(ReadOnlySpan<byte> transfer) => false;

    /// <summary>A transfer to the host has been written.</summary>
    public virtual void Written(ReadOnlySpan<byte> transfer)
    {
        // Data are answered by nothing.
    }
}
