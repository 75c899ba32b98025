using MbimEmulator.Faults;
using MbimEmulator.Links;
using MbimEmulator.Modem;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Function;

/// <summary>One link's way out of the data plane: it gathers the datagrams of an event into blocks.</summary>
internal sealed class DataOutlet(ModemLink link, NtbProfile profile, DataPlane plane)
{
    private NtbWriter _writer = new(profile.ToHost(profile.Format));

    public ModemLink Link => link;

    /// <summary>The host speaks this format: it is answered in the same.</summary>
    public void SetFormat(NtbFormat format)
    {
        if (_writer.Layout.Format != format)
        {
            Flush();
            _writer = new NtbWriter(profile.ToHost(format));
        }
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
        if (plane.Faults?.TakeData(TrafficKind.Block, TransferDirection.ToHost, default, block, null, this) != true)
        {
            Send(block);
        }
    }

    /// <summary>Sends a block, behind the rules that act on blocks.</summary>
    public void Send(ReadOnlySpan<byte> block) => link.Data.Enqueue(Transfer.Copy(block));
}
