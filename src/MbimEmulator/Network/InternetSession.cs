using System.Buffers.Binary;

namespace MbimEmulator.Network;

/// <summary>One session of the network that the modem plays itself.</summary>
internal sealed class InternetSession : INetworkSession
{
    private readonly SessionAddresses _addresses;
    private readonly PacketWriter _writer;
    private readonly FragmentTable _fragments;
    private readonly FragmentTable.JoinedPacket _takeJoined;
    private readonly IcmpResponder _icmp;
    private readonly UdpResponder _udp;
    private readonly TcpStack _tcp;
    private readonly RouterAdvertiser? _router;

    public InternetSession(NetworkContext context, IPSession session)
    {
        _addresses = new SessionAddresses(session.Configuration);
        _writer = new PacketWriter(session);
        _fragments = new FragmentTable(context.Clock);
        _icmp = new IcmpResponder(_writer, _addresses);
        if (session.Configuration.IPv6Address.Count > 0)
        {
            _router = new RouterAdvertiser(context, session, _icmp, _addresses, _writer.Mtu(isIPv6: true));
            _icmp.Router = _router;
        }

        var dns = new DnsResponder(context.Profile, session.Configuration);
        var dhcp = _addresses.ServerV4 is { } server ? new DhcpServer(session.Configuration, server, _writer.Mtu(isIPv6: false)) : null;
        var dhcpV6 = new DhcpV6Responder(context.Modem, session.Id, session.Configuration);
        _udp = new UdpResponder(_writer, _icmp, dns, dhcp, dhcpV6, _addresses);
        _tcp = new TcpStack(context, session, _writer, dns, _addresses);
        _takeJoined = TakeJoined;
    }

    public bool Receive(ReadOnlySpan<byte> packet)
    {
        if (!IPPacket.TryParse(packet, out var ip) || !IsOfSession(ip))
        {
            return false;
        }

        var mtu = _writer.Mtu(ip.Source.IsIPv6);
        if (ip.Whole.Length > mtu)
        {
            _icmp.RefuseSize(ip, _addresses.GatewayFor(ip.Destination), mtu);
            return true;
        }

        return ip.IsFragment ? _fragments.Add(ip, _takeJoined) : Take(ip);
    }

    public void End()
    {
        _router?.End();
        _fragments.Clear();
        _tcp.End();
    }

    private bool IsOfSession(in IPPacket ip) => _addresses.IsOfHost(ip.Source) || (ip.Source.IsIPv6 ? IsOfNeighbour(ip) : IsForDhcp(ip));

    // A host has a link-local address of its own making, for its neighbours alone, and looks for them before it has any.
    private static bool IsOfNeighbour(in IPPacket ip) =>
        (ip.Source.IsLinkLocal && (ip.Destination.IsLinkLocal || ip.Destination.IsMulticast)) ||
        (ip.Source.Value == 0 && ip.Destination.IsMulticast && ip.Protocol == IPProtocol.IcmpV6);

    // A host without an address, or with one that it has from another network, asks everybody.
    private static bool IsForDhcp(in IPPacket ip) =>
        ip.Destination.Value == uint.MaxValue && ip.Protocol == IPProtocol.Udp && !ip.IsFragment &&
        ip.Payload.Length >= UdpResponder.HeaderSize && BinaryPrimitives.ReadUInt16BigEndian(ip.Payload[2..]) == Ports.DhcpServer;

    private bool TakeJoined(ReadOnlySpan<byte> packet) => IPPacket.TryParse(packet, out var ip) && !ip.IsFragment && Take(ip);

    private bool Take(in IPPacket ip)
    {
        if (_addresses.IsOwn(ip.Destination) || ip.Destination.IsNowhere)
        {
            return false;
        }

        if (_addresses.IsBroadcast(ip.Destination) && ip.Protocol != IPProtocol.Udp)
        {
            return true;
        }

        switch (ip.Protocol)
        {
            case IPProtocol.Icmp when !ip.Source.IsIPv6:
            case IPProtocol.IcmpV6 when ip.Source.IsIPv6:
                return _icmp.Receive(ip);
            case IPProtocol.Udp:
                return _udp.Receive(ip);
            case IPProtocol.Tcp:
                return ip.Destination.IsMulticast || _tcp.Receive(ip);
            case IPProtocol.NoNext when ip.Source.IsIPv6:
                return true;
            default:
                _icmp.RefuseProtocol(ip);
                return true;
        }
    }
}
