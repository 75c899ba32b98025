using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Contexts;

/// <summary>Counters of IP packets since the first of the active contexts was activated.</summary>
internal sealed class PacketStatistics
{
    public PacketStatisticsInfo Info { get; private set; }

    public void Reset() => Info = default;

    /// <summary>A packet to the host.</summary>
    public void CountIn(int octets) => Info = Info with { InPackets = Info.InPackets + 1, InOctets = Info.InOctets + (ulong)octets };

    /// <summary>A packet to the host that was not sent to it.</summary>
    public void CountDiscarded() => Info = Info with { InDiscards = Info.InDiscards + 1 };

    /// <summary>A packet from the host.</summary>
    public void CountOut(int octets) => Info = Info with { OutPackets = Info.OutPackets + 1, OutOctets = Info.OutOctets + (ulong)octets };
}
