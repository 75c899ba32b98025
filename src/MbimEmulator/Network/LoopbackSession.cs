using MbimEmulator.Profiles;

namespace MbimEmulator.Network;

/// <summary>
/// A loopback: every packet comes back. Nothing of it is checked, so that a host can send what no network would carry; one that is too short for its
/// addresses comes back unchanged.
/// </summary>
internal sealed class LoopbackSession(IPSession session, LoopbackKind kind) : INetworkSession
{
    private byte[] _buffer = [];

    public bool Receive(ReadOnlySpan<byte> packet)
    {
        var version = packet.IsEmpty ? 0 : packet[0] >> 4;
        if (kind == LoopbackKind.Swapped && version == 4 && packet.Length >= IPPacket.IPv4HeaderSize)
        {
            SendSwapped(packet, 12, 4);
        }
        else if (kind == LoopbackKind.Swapped && version == 6 && packet.Length >= IPPacket.IPv6HeaderSize)
        {
            SendSwapped(packet, 8, 16);
        }
        else
        {
            session.Send(packet);
        }

        return true;
    }

    public void End()
    {
    }

    // Checksums stay right: a sum does not care for the order.
    private void SendSwapped(ReadOnlySpan<byte> packet, int source, int size)
    {
        if (_buffer.Length < packet.Length)
        {
            _buffer = new byte[Math.Max(packet.Length, 2048)];
        }

        var swapped = _buffer.AsSpan(0, packet.Length);
        packet.CopyTo(swapped);
        packet.Slice(source, size).CopyTo(swapped[(source + size)..]);
        packet.Slice(source + size, size).CopyTo(swapped[source..]);
        session.Send(swapped);
    }
}
