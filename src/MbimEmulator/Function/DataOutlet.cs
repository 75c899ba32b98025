using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Profiles;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Function;

/// <summary>One link's way out of the data plane: it gathers the datagrams of an event into blocks.</summary>
internal sealed class DataOutlet(ModemLink link, NtbProfile profile, DataPlane plane, TrafficPipeline pipeline) : TrafficPort(TrafficLevel.Block, TransferDirection.ToHost)
{
    // A USB host finds 16-bit blocks until it chooses others (USB NCM 1.0, 6.2.5).
    private readonly NtbFormat _firstFormat = link.Options.Carrier == CarrierKind.Usb ? NtbFormat.Ntb16 : profile.Format;
    private NtbWriter _writer = new(profile.ToHost(link.Options.Carrier == CarrierKind.Usb ? NtbFormat.Ntb16 : profile.Format));

    /// <summary>The link that it leads to.</summary>
    public ModemLink Outlet => link;

    /// <summary>The host speaks this format: it is answered in the same. False on USB, where the host chooses it by a request, when it is another.</summary>
    public bool TryFollow(NtbFormat format)
    {
        if (_writer.Layout.Format == format)
        {
            return true;
        }

        if (link.Options.Carrier == CarrierKind.Usb)
        {
            return false;
        }

        Flush();
        _writer = new NtbWriter(profile.ToHost(format));
        return true;
    }

    /// <summary>The host chooses how its blocks are; larger ones that wait are thrown away.</summary>
    public void Choose(NtbFormat format, int maxSize, int maxDatagrams)
    {
        link.Data.Drain();
        _writer = new NtbWriter(new NtbLayout(format, maxSize, profile.Divisor, profile.Remainder, profile.Alignment, maxDatagrams), _writer.Sequence);
    }

    /// <summary>What was begun or waits is thrown away, and blocks are numbered from 0 again.</summary>
    public void Restart()
    {
        link.Data.Drain();
        _writer.Reset();
    }

    /// <summary>As <see cref="Restart"/>, and blocks are as they were before the host chose any.</summary>
    public void Reset()
    {
        link.Data.Drain();
        _writer = new NtbWriter(profile.ToHost(_firstFormat));
    }

    /// <summary>Adds a datagram; false when it is larger than any block can hold.</summary>
    public bool TrySend(NtbStream stream, ReadOnlySpan<byte> datagram)
    {
        if (_writer.TryAdd(stream, datagram))
        {
            return true;
        }

        Flush();
        return _writer.TryAdd(stream, datagram);
    }

    /// <summary>Sends the block that has been begun.</summary>
    public void Flush()
    {
        if (_writer.Count == 0)
        {
            return;
        }

        var block = _writer.Finish();
        if (!pipeline.Has(TrafficLevel.Block, TransferDirection.ToHost) || pipeline.Offer(new TrafficPiece(this, block)))
        {
            Send(block);
        }
    }

    public override void Deliver(in TrafficPiece piece) => Send(piece.Bytes);

    public override void CountDropped() => plane.CountDropped(Level, Direction);

    private void Send(ReadOnlySpan<byte> block) => link.Data.Enqueue(Transfer.Copy(block));
}
