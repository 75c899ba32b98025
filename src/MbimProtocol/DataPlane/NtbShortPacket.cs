namespace MbimProtocol.DataPlane;

/// <summary>How the end of a block is told on a USB bulk endpoint (USB NCM 1.0, 3.2.2 and 7.2).</summary>
public static class NtbShortPacket
{
    /// <summary>
    /// Whether the sender must end the transfer with a short packet of its own, a zero-length packet or a byte of padding: the block is a
    /// multiple of the packet size and smaller than the largest block, whose end needs no telling.
    /// </summary>
    /// <param name="blockLength">Bytes of the block.</param>
    /// <param name="maxPacketSize">wMaxPacketSize of the endpoint.</param>
    /// <param name="maxSize">dwNtbInMaxSize or dwNtbOutMaxSize.</param>
    public static bool IsNeeded(int blockLength, int maxPacketSize, int maxSize)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPacketSize, 1);
        return blockLength < maxSize && blockLength % maxPacketSize == 0;
    }
}
