using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MbimEmulator.Card.Keys;

/// <summary>A challenge by the home network with the answer that it expects (3GPP TS 33.102, clause 6.3.2).</summary>
public sealed class AuthenticationVector
{
    private readonly byte[] _rand;
    private readonly byte[] _xres;
    private readonly byte[] _ck = new byte[AuthenticationAlgorithm.KeyLength];
    private readonly byte[] _ik = new byte[AuthenticationAlgorithm.KeyLength];
    private readonly byte[] _autn = new byte[Authenticator.AutnLength];
    private readonly byte[] _sres = new byte[GsmConversion.SresLength];
    private readonly byte[] _kc = new byte[GsmConversion.KcLength];

    /// <summary>A challenge for the card that has the same keys.</summary>
    /// <param name="algorithm">The algorithm with the subscriber's keys.</param>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="sqn">The sequence number, 48 bits; a card accepts those that it has not seen yet.</param>
    /// <param name="amf">The authentication management field; 0x8000, the separation bit, for EPS, 5G and AKA'.</param>
    /// <exception cref="ArgumentException">A length or <paramref name="sqn"/> is not as above.</exception>
    public AuthenticationVector(AuthenticationAlgorithm algorithm, ReadOnlySpan<byte> rand, ulong sqn, ushort amf)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        _rand = rand.ToArray();
        _xres = new byte[algorithm.ResLength];
        Span<byte> ak = stackalloc byte[AuthenticationAlgorithm.AkLength];
        algorithm.F2345(rand, _xres, _ck, _ik, ak);
        algorithm.F1(rand, sqn, amf, _autn.AsSpan(Authenticator.MacOffset));
        SequenceNumbers.Write(_autn.AsSpan(0, Authenticator.AmfOffset), sqn ^ SequenceNumbers.Read(ak));
        BinaryPrimitives.WriteUInt16BigEndian(_autn.AsSpan(Authenticator.AmfOffset), amf);
        GsmConversion.C2(_xres, _sres);
        GsmConversion.C3(_ck, _ik, _kc);
    }

    /// <summary>The challenge, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Rand => _rand;

    /// <summary>The expected RES.</summary>
    public ReadOnlyMemory<byte> Xres => _xres;

    /// <summary>The cipher key, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Ck => _ck;

    /// <summary>The integrity key, 16 bytes.</summary>
    public ReadOnlyMemory<byte> Ik => _ik;

    /// <summary>What proves the network to the card, 16 bytes: SQN xor AK, AMF, MAC-A.</summary>
    public ReadOnlyMemory<byte> Autn => _autn;

    /// <summary>The expected SRES in a GSM security context, 4 bytes.</summary>
    public ReadOnlyMemory<byte> Sres => _sres;

    /// <summary>The cipher key in a GSM security context, 8 bytes.</summary>
    public ReadOnlyMemory<byte> Kc => _kc;

    /// <summary>SQN_MS of an AUTS, the highest sequence number that the card has accepted; null if the card does not have the same keys (3GPP TS 33.102, clause 6.3.5).</summary>
    /// <param name="algorithm">The algorithm with the subscriber's keys.</param>
    /// <param name="rand">The challenge that the card answered, 16 bytes.</param>
    /// <param name="auts">Its answer, 14 bytes: SQN_MS xor AK, MAC-S.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public static ulong? ReadAuts(AuthenticationAlgorithm algorithm, ReadOnlySpan<byte> rand, ReadOnlySpan<byte> auts)
    {
        ArgumentNullException.ThrowIfNull(algorithm);
        AuthenticationAlgorithm.CheckLength(auts, Authenticator.AutsLength);
        Span<byte> ak = stackalloc byte[AuthenticationAlgorithm.AkLength];
        Span<byte> mac = stackalloc byte[AuthenticationAlgorithm.MacLength];
        algorithm.F5Star(rand, ak);
        var sqn = SequenceNumbers.Read(auts[..AuthenticationAlgorithm.AkLength]) ^ SequenceNumbers.Read(ak);
        algorithm.F1Star(rand, sqn, amf: 0, mac);
        return CryptographicOperations.FixedTimeEquals(mac, auts[AuthenticationAlgorithm.AkLength..]) ? sqn : null;
    }
}
