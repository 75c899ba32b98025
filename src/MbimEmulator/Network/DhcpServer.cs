using System.Buffers.Binary;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>
/// A session's DHCP server (RFC 2131, RFC 2132): it gives the session's one host what IP_CONFIGURATION would say. As there is nobody else on the link,
/// the address is always free, so nothing is kept of a lease.
/// </summary>
internal sealed class DhcpServer
{
    /// <summary>Seconds that an address is given for; the host asks again after half of them.</summary>
    public const uint LeaseTime = 7200;

    // What every client takes (RFC 2131, 2), and what BOOTP's clients want at least.
    private const int MaxDatagram = 576;
    private const int MinAnswer = 300;
    private const int HeadersBefore = IPPacket.IPv4HeaderSize + UdpResponder.HeaderSize;
    private const byte BootReply = 2;

    private static readonly InternetAddress Everybody = new(false, uint.MaxValue);
    private static readonly InternetAddress Nobody = new(false, 0);
    private static readonly DhcpOption[] Usual = [DhcpOption.Router, DhcpOption.DnsServers, DhcpOption.InterfaceMtu, DhcpOption.BroadcastAddress];

    private readonly InternetAddress _address;
    private readonly InternetAddress _server;
    private readonly uint _mask;
    private readonly int _mtu;
    private readonly byte[] _router;
    private readonly byte[] _dnsServers;

    /// <summary>Makes the server of a session with an IPv4 address.</summary>
    public DhcpServer(IPConfigurationInfo configuration, InternetAddress server, int mtu)
    {
        const int MaxDnsServers = byte.MaxValue / 4;
        var element = configuration.IPv4Address[0];
        _address = InternetAddress.Of(element.Address);
        _server = server;
        _mask = element.OnLinkPrefixLength == 0 ? 0 : uint.MaxValue << (int)(32 - Math.Min(element.OnLinkPrefixLength, 32));
        _mtu = mtu;
        _router = configuration.IPv4Gateway is { } gateway ? Bytes(InternetAddress.Of(gateway)) : [];
        _dnsServers = [.. configuration.IPv4DnsServer.Take(MaxDnsServers).SelectMany(address => Bytes(InternetAddress.Of(address)))];
    }

    /// <summary>Answers a message; 0 for what gets no answer.</summary>
    /// <param name="request">The datagram's data.</param>
    /// <param name="source">The source address of the datagram.</param>
    /// <param name="answer">At least as many bytes as the MTU leaves.</param>
    /// <param name="destination">The destination address of the answer.</param>
    public int Answer(ReadOnlySpan<byte> request, InternetAddress source, Span<byte> answer, out InternetAddress destination)
    {
        destination = Everybody;
        if (!DhcpMessage.TryParse(request, out var message))
        {
            return 0;
        }

        var type = Decide(message);
        if (type == DhcpMessageType.None)
        {
            return 0;
        }

        var isInform = message.Type == DhcpMessageType.Inform;
        destination = Destination(message, type, source);
        var wanted = message.Find(DhcpOption.MaxMessageSize) is { Length: 2 } size ? BinaryPrimitives.ReadUInt16BigEndian(size) : 0;
        answer = answer[..(Math.Clamp(wanted, MaxDatagram, Math.Max(_mtu, MaxDatagram)) - HeadersBefore)];
        answer.Clear();
        message.Header.CopyTo(answer);
        answer[0] = BootReply;
        answer[3] = 0;
        answer[8..10].Clear();
        (type == DhcpMessageType.Ack ? message.ClientAddress : Nobody).Write(answer[12..]);
        (type == DhcpMessageType.Nak || isInform ? Nobody : _address).Write(answer[16..]);
        answer[20..24].Clear();
        answer[44..236].Clear();

        var options = new DhcpOptionWriter(answer[DhcpMessage.HeaderSize..]);
        options.Add(DhcpOption.MessageType, (byte)type);
        options.Add(DhcpOption.ServerId, (uint)_server.Value);
        if (type != DhcpMessageType.Nak)
        {
            if (!isInform)
            {
                options.Add(DhcpOption.LeaseTime, LeaseTime);
                options.Add(DhcpOption.RenewalTime, LeaseTime / 2);
                options.Add(DhcpOption.RebindingTime, LeaseTime / 8 * 7);
            }

            AddParameters(ref options, message.Find(DhcpOption.ParameterRequestList));
        }

        // RFC 6842: a client on a link without hardware addresses knows its answers by it.
        options.Add(DhcpOption.ClientId, message.Find(DhcpOption.ClientId));
        options.End();
        return Math.Max(MinAnswer, DhcpMessage.HeaderSize + options.Length);
    }

    private static byte[] Bytes(InternetAddress address)
    {
        var bytes = new byte[address.Size];
        address.Write(bytes);
        return bytes;
    }

    private DhcpMessageType Decide(in DhcpMessage message)
    {
        switch (message.Type)
        {
            case DhcpMessageType.Discover:
                return DhcpMessageType.Offer;
            case DhcpMessageType.Inform:
                return DhcpMessageType.Ack;
            case DhcpMessageType.Request:
                if (!message.Find(DhcpOption.ServerId).IsEmpty && message.FindAddress(DhcpOption.ServerId) != _server)
                {
                    return DhcpMessageType.None;
                }

                // The address that was offered or had before, and, of a client that renews or rebinds, the one that it has.
                var asked = message.FindAddress(DhcpOption.RequestedAddress) ?? message.ClientAddress;
                return asked == _address ? DhcpMessageType.Ack : asked == Nobody ? DhcpMessageType.None : DhcpMessageType.Nak;
            default:
                return DhcpMessageType.None;
        }
    }

    // RFC 2131, 4.1.
    private InternetAddress Destination(in DhcpMessage message, DhcpMessageType type, InternetAddress source) =>
        type == DhcpMessageType.Nak ? Everybody
        : message.ClientAddress == _address ? _address
        : message.WantsBroadcast ? Everybody
        : message.Type == DhcpMessageType.Inform ? source == _address ? _address : Everybody
        : _address;

    // An address is of no use without its mask, so that goes always. What the client lists comes in its order.
    private void AddParameters(ref DhcpOptionWriter options, ReadOnlySpan<byte> list)
    {
        options.Add(DhcpOption.SubnetMask, _mask);
        if (list.IsEmpty)
        {
            foreach (var option in Usual)
            {
                AddParameter(ref options, option);
            }
        }

        for (var i = 0; i < list.Length; i++)
        {
            if (!list[..i].Contains(list[i]))
            {
                AddParameter(ref options, (DhcpOption)list[i]);
            }
        }
    }

    private void AddParameter(ref DhcpOptionWriter options, DhcpOption option)
    {
        switch (option)
        {
            case DhcpOption.Router:
                options.Add(option, _router);
                break;
            case DhcpOption.DnsServers:
                options.Add(option, _dnsServers);
                break;
            case DhcpOption.InterfaceMtu:
                options.Add(option, (ushort)_mtu);
                break;
            case DhcpOption.BroadcastAddress when _mask < uint.MaxValue - 1:
                options.Add(option, (uint)_address.Value | ~_mask);
                break;
            default:
                break;
        }
    }
}
