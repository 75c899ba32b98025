using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Network;

/// <summary>
/// A session's stateless DHCPv6 server (RFC 8415): INFORMATION-REQUEST is answered with the DNS servers. Addresses come by router advertisements, so that
/// every other message gets no answer.
/// </summary>
internal sealed class DhcpV6Responder
{
    private const int HeaderSize = 4;
    private const int OptionHeaderSize = 4;
    private const int MaxAnswer = 1024;
    private const byte Reply = 7;
    private const byte InformationRequest = 11;
    private const ushort ClientId = 1;
    private const ushort ServerId = 2;
    private const ushort NonTemporaryAddresses = 3;
    private const ushort TemporaryAddresses = 4;
    private const ushort OptionRequest = 6;
    private const ushort DnsServers = 23;
    private const ushort DelegatedPrefixes = 25;
    private const ushort RefreshTime = 32;
    private const uint RefreshSeconds = 7200;

    // A DUID of 128 bytes and its type (RFC 8415, 11.1).
    private const int MaxClientId = 130;

    private static readonly UInt128 ServersOfLink = new(0xFF02_0000_0000_0000, 0x1_0002);
    private static readonly UInt128 ServersOfSite = new(0xFF05_0000_0000_0000, 0x1_0003);

    private readonly byte[] _serverId;
    private readonly byte[] _dnsServers;

    public DhcpV6Responder(string modem, byte sessionId, IPConfigurationInfo configuration)
    {
        // A DUID-UUID (RFC 6355) that stays the same from run to run.
        _serverId = [0, 4, .. SHA256.HashData(Encoding.UTF8.GetBytes($"{modem}, session {sessionId}")).AsSpan(0, 16)];
        _dnsServers = new byte[16 * Math.Min(configuration.IPv6DnsServer.Count, 32)];
        for (var i = 0; i < _dnsServers.Length / 16; i++)
        {
            InternetAddress.Of(configuration.IPv6DnsServer[i]).Write(_dnsServers.AsSpan(16 * i));
        }
    }

    /// <summary>Whether servers listen on the address; what goes to one server alone is not answered (RFC 8415, 16).</summary>
    public static bool IsForServers(InternetAddress address) => address.IsIPv6 && (address.Value == ServersOfLink || address.Value == ServersOfSite);

    /// <summary>Answers a message; 0 for what gets no answer.</summary>
    public int Answer(ReadOnlySpan<byte> request, Span<byte> answer)
    {
        if (request.Length < HeaderSize || request[0] != InformationRequest || !TryRead(request[HeaderSize..], out var asked))
        {
            return 0;
        }

        answer = answer[..MaxAnswer];
        request[..HeaderSize].CopyTo(answer);
        answer[0] = Reply;
        var length = HeaderSize;
        Add(answer, ref length, ClientId, asked.Client);
        Add(answer, ref length, ServerId, _serverId);
        if (asked.Dns)
        {
            Add(answer, ref length, DnsServers, _dnsServers);
        }

        if (asked.Refresh)
        {
            Span<byte> seconds = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(seconds, RefreshSeconds);
            Add(answer, ref length, RefreshTime, seconds);
        }

        return length;
    }

    private static void Add(Span<byte> answer, ref int length, ushort option, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            BinaryPrimitives.WriteUInt16BigEndian(answer[length..], option);
            BinaryPrimitives.WriteUInt16BigEndian(answer[(length + 2)..], (ushort)value.Length);
            value.CopyTo(answer[(length + OptionHeaderSize)..]);
            length += OptionHeaderSize + value.Length;
        }
    }

    // False for what has to be thrown away: malformed, meant for another server, or with a wish for addresses (RFC 8415, 16.12).
    private bool TryRead(ReadOnlySpan<byte> options, out Asked asked)
    {
        asked = new Asked { Dns = true };
        while (!options.IsEmpty)
        {
            if (options.Length < OptionHeaderSize || options.Length - OptionHeaderSize < BinaryPrimitives.ReadUInt16BigEndian(options[2..]))
            {
                return false;
            }

            var value = options.Slice(OptionHeaderSize, BinaryPrimitives.ReadUInt16BigEndian(options[2..]));
            switch (BinaryPrimitives.ReadUInt16BigEndian(options))
            {
                case ClientId when value.Length is < 3 or > MaxClientId:
                case ServerId when !value.SequenceEqual(_serverId):
                case NonTemporaryAddresses or TemporaryAddresses or DelegatedPrefixes:
                    return false;
                case ClientId:
                    asked.Client = value;
                    break;
                case OptionRequest:
                    (asked.Dns, asked.Refresh) = (Wants(value, DnsServers), Wants(value, RefreshTime));
                    break;
                default:
                    break;
            }

            options = options[(OptionHeaderSize + value.Length)..];
        }

        return true;
    }

    private static bool Wants(ReadOnlySpan<byte> list, ushort option)
    {
        for (; list.Length >= 2; list = list[2..])
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(list) == option)
            {
                return true;
            }
        }

        return false;
    }

    private ref struct Asked
    {
        public ReadOnlySpan<byte> Client { get; set; }

        public bool Dns { get; set; }

        public bool Refresh { get; set; }
    }
}
