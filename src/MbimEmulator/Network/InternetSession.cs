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

    public InternetSession(NetworkContext context, IPSession session)
    {
        _addresses = new SessionAddresses(session.Configuration);
        _writer = new PacketWriter(session);
        _fragments = new FragmentTable(context.Clock);
        _icmp = new IcmpResponder(_writer);
        var dns = new DnsResponder(context.Profile, session.Configuration);
        _udp = new UdpResponder(_writer, _icmp, dns, _addresses);
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
        _fragments.Clear();
        _tcp.End();
    }

    // A host has a link-local address of its own making, for its neighbours alone.
    private bool IsOfSession(in IPPacket ip) =>
        _addresses.IsOwn(ip.Source) || (ip.Source.IsIPv6 && ip.Source.IsLinkLocal && (ip.Destination.IsLinkLocal || ip.Destination.IsMulticast));

    private bool TakeJoined(ReadOnlySpan<byte> packet) => IPPacket.TryParse(packet, out var ip) && !ip.IsFragment && Take(ip);

    private bool Take(in IPPacket ip)
    {
        if (_addresses.IsOwn(ip.Destination) || ip.Destination.IsNowhere)
        {
            return false;
        }

        if (_addresses.IsBroadcast(ip.Destination))
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
