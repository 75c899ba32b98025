using MbimProtocol.Messages;

namespace MbimEmulator.Function;

/// <summary>Hears what passes between the function and a host that sleeps. It stands behind the stages: what they keep does not pass.</summary>
internal interface IHostWatch
{
    /// <summary>Something came from the host.</summary>
    void HostSpoke();

    /// <summary>A message leaves for the host.</summary>
    void MessageLeft(in MbimMessage message);

    /// <summary>Whether the modem sends an IP packet to this host at all; it is asked in front of the stages.</summary>
    bool Wants(byte sessionId, ReadOnlySpan<byte> packet);

    /// <summary>An IP packet leaves for the host.</summary>
    void PacketLeft(byte sessionId, ReadOnlySpan<byte> packet);
}
