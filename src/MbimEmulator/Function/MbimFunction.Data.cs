using MbimEmulator.Links;
using MbimProtocol.DataPlane;

namespace MbimEmulator.Function;

/// <content>Its data plane.</content>
public sealed partial class MbimFunction
{
    /// <summary>The largest datagram in bytes that one block of the profile's format holds in both directions, and no more than 64 KiB.</summary>
    public int MaxDataSize => _profile.Ntb.MaxDataSize(_profile.Ntb.Format);

    /// <summary>
    /// Blocks of the host that were dropped in whole or in part: malformed, with NDPs that nobody knows, larger than allowed, or while the function was
    /// not open.
    /// </summary>
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

    /// <summary>
    /// RESET_FUNCTION, and what USB does to the function that means the same: the session is over without a word, what waits for the host is thrown
    /// away, blocks are as before the host chose any and are numbered from 0 again (MBIM 1.0, 8.1; USB NCM 1.0, 6.2). Touch it only inside the mailbox.
    /// </summary>
    public void ResetFunction()
    {
        _server.EndSession();
        HostLink?.Discard();
        Data.ResetHost();
    }

    /// <summary>
    /// SET_NTB_FORMAT and SET_NTB_INPUT_SIZE: how the blocks to the host on its own link are from now on (USB NCM 1.0, 6.2.5 and 6.2.7). Touch it only
    /// inside the mailbox.
    /// </summary>
    /// <param name="format">The format of both directions.</param>
    /// <param name="maxSize">The largest block to the host in bytes, 2,048 to the profile's.</param>
    /// <param name="maxDatagrams">Datagrams in a block to the host; 0 is any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range.</exception>
    public void ChooseBlocks(NtbFormat format, int maxSize, int maxDatagrams = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxSize, _profile.Ntb.InMaxSize);
        Data.ChooseBlocks(format, maxSize, maxDatagrams);
    }

    /// <summary>What a host in the same process builds its blocks with.</summary>
    internal NtbWriter MakeBlocks() => new(_profile.Ntb.ToFunction(_profile.Ntb.Format));

    /// <summary>Handles one block of the host.</summary>
    internal void ReceiveData(ModemLink link, ReadOnlySpan<byte> block) => Data.Receive(link, block, IsOpen);
}
