using System.Buffers.Binary;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>
/// A session's router (RFC 4861, RFC 4862, RFC 8106): says by itself, and to who asks, the prefix out of which a host makes its addresses, the MTU, the
/// DNS servers, and that there is more by DHCPv6.
/// </summary>
internal sealed class RouterAdvertiser
{
    // RFC 4861, 6.2.1 and 6.2.4: three times in short order, so that a host whose interface was up before the context hears of it; then seldom.
    private const int InitialAdvertisements = 3;
    private const int MinInterval = 200;
    private const int MaxInterval = 600;

    private const int FixedSize = 16;
    private const int MtuOptionSize = 8;
    private const int PrefixOptionSize = 32;
    private const int MaxDnsServers = 32;
    private const ushort RouterLifetime = 3 * MaxInterval;
    private const uint ValidLifetime = 2_592_000;
    private const uint PreferredLifetime = 604_800;

    private static readonly TimeSpan InitialInterval = TimeSpan.FromSeconds(16);
    private static readonly InternetAddress AllNodes = new(true, new UInt128(0xFF02_0000_0000_0000, 1));

    private readonly ModemClock _clock;
    private readonly RandomStream _random;
    private readonly IcmpResponder _icmp;
    private readonly SessionAddresses _addresses;
    private readonly byte[] _advertisement;
    private ModemTimer? _timer;
    private int _sent;

    /// <summary>Makes the router of a session with an IPv6 address.</summary>
    public RouterAdvertiser(NetworkContext context, IPSession session, IcmpResponder icmp, SessionAddresses addresses, int mtu)
    {
        _clock = context.Clock;
        _random = context.Random.Fork($"router of session {session.Id}");
        _icmp = icmp;
        _addresses = addresses;
        _advertisement = Make(session.Configuration, mtu);
        _timer = _clock.Schedule(InitialInterval, OnTime);
    }

    /// <summary>A host has asked; the unspecified address asks for everybody.</summary>
    public void Answer(InternetAddress source) => Advertise(source.IsNowhere ? AllNodes : source);

    /// <summary>The session is over.</summary>
    public void End()
    {
        _timer?.Cancel();
        _timer = null;
    }

    private static byte[] Make(IPConfigurationInfo configuration, int mtu)
    {
        const byte OtherConfiguration = 0x40;
        const byte OnLink = 0x80;
        const byte Autonomous = 0x40;
        var element = configuration.IPv6Address[0];
        var servers = Math.Min(configuration.IPv6DnsServer.Count, MaxDnsServers);
        var bytes = new byte[FixedSize + MtuOptionSize + PrefixOptionSize + (servers == 0 ? 0 : 8 + (16 * servers))];
        bytes[0] = IcmpResponder.RouterAdvertisement;
        bytes[4] = 64;
        bytes[5] = OtherConfiguration;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(6), configuration.IPv6Gateway is null ? (ushort)0 : RouterLifetime);

        var option = bytes.AsSpan(FixedSize);
        (option[0], option[1]) = (5, 1);
        BinaryPrimitives.WriteInt32BigEndian(option[4..], mtu);

        option = option[MtuOptionSize..];
        (option[0], option[1], option[2]) = (3, 4, (byte)element.OnLinkPrefixLength);
        option[3] = element.OnLinkPrefixLength == SessionAddresses.AutonomousPrefixLength ? (byte)(OnLink | Autonomous) : OnLink;
        BinaryPrimitives.WriteUInt32BigEndian(option[4..], ValidLifetime);
        BinaryPrimitives.WriteUInt32BigEndian(option[8..], PreferredLifetime);
        SessionAddresses.PrefixOf(InternetAddress.Of(element.Address), element.OnLinkPrefixLength).Write(option[16..]);

        if (servers > 0)
        {
            option = option[PrefixOptionSize..];
            (option[0], option[1]) = (25, (byte)(1 + (2 * servers)));
            BinaryPrimitives.WriteUInt32BigEndian(option[4..], RouterLifetime);
            for (var i = 0; i < servers; i++)
            {
                InternetAddress.Of(configuration.IPv6DnsServer[i]).Write(option[(8 + (16 * i))..]);
            }
        }

        return bytes;
    }

    private void OnTime()
    {
        _timer = _clock.Schedule(
            ++_sent < InitialAdvertisements ? InitialInterval : TimeSpan.FromSeconds(MinInterval + _random.Next(MaxInterval - MinInterval + 1)), OnTime);
        Advertise(AllNodes);
    }

    private void Advertise(InternetAddress destination)
    {
        _addresses.IsPrefixKnown = true;
        _icmp.Send(_addresses.Router, destination, _advertisement);
    }
}
