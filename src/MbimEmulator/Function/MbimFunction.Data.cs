using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Function;

/// <content>Its data plane.</content>
public sealed partial class MbimFunction
{
    /// <summary>The largest datagram in bytes that one block of the profile's format holds in both directions, and no more than 64 KiB.</summary>
    public int MaxDataSize => _profile.Ntb.MaxDataSize(_profile.Ntb.Format);

    /// <summary>Blocks of the host that were malformed, larger than allowed, or came while the function was not open.</summary>
    public long DroppedBlocks => Data.DroppedBlocks;

    /// <summary>Datagrams to the host that no link took or no block can hold.</summary>
    public long LostDatagrams => Data.DroppedDatagrams;

    /// <summary>Datagrams of the data connection on device service streams that a client in the same process has open.</summary>
    public long ForeignDatagrams => Data.ForeignDatagrams;

    internal DataPlane Data { get; }

    /// <inheritdoc/>
    public void Send(byte sessionId, ReadOnlySpan<byte> datagram) => Data.Send(NtbStream.Dss(sessionId), datagram);

    /// <inheritdoc/>
    public void SendPacket(byte sessionId, ReadOnlySpan<byte> packet) => Data.Send(NtbStream.IP(sessionId), packet);

    /// <summary>What a host in the same process builds its blocks with.</summary>
    internal NtbWriter MakeBlocks() => new(_profile.Ntb.ToFunction(_profile.Ntb.Format));

    /// <summary>Handles one block of the host.</summary>
    internal void ReceiveData(ModemLink link, ReadOnlySpan<byte> block) => Data.Receive(link, block, IsOpen);
}
