using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MbimEmulator.Card.Keys;

/// <summary>Authentication by a USIM: one subscriber's keys and sequence numbers (3GPP TS 33.102, clauses 6.3.3 and 6.8.1.2).</summary>
internal sealed class Authenticator(AuthenticationAlgorithm algorithm, SequenceNumbers sequenceNumbers)
{
    public const int AutnLength = 16;
    public const int AutsLength = 14;

    // In AUTN. AUTS has no AMF: its MAC is where AUTN's AMF is.
    internal const int AmfOffset = AuthenticationAlgorithm.AkLength;
    internal const int MacOffset = AmfOffset + sizeof(ushort);

    private readonly byte[] _res = new byte[algorithm.ResLength];
    private readonly byte[] _ck = new byte[AuthenticationAlgorithm.KeyLength];
    private readonly byte[] _ik = new byte[AuthenticationAlgorithm.KeyLength];
    private readonly byte[] _kc = new byte[GsmConversion.KcLength];
    private readonly byte[] _auts = new byte[AutsLength];

    public SequenceNumbers SequenceNumbers => sequenceNumbers;

    /// <summary>Answers a challenge of a 3G, EPS or 5G security context, and takes note of its sequence number if that is fresh.</summary>
    /// <param name="rand">RAND, 16 bytes.</param>
    /// <param name="autn">AUTN, 16 bytes: SQN xor AK, AMF, MAC-A.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public AuthenticationResult Authenticate(ReadOnlySpan<byte> rand, ReadOnlySpan<byte> autn)
    {
        AuthenticationAlgorithm.CheckLength(rand, AuthenticationAlgorithm.RandLength);
        AuthenticationAlgorithm.CheckLength(autn, AutnLength);
        Span<byte> ak = stackalloc byte[AuthenticationAlgorithm.AkLength];
        Span<byte> mac = stackalloc byte[AuthenticationAlgorithm.MacLength];
        algorithm.F2345(rand, _res, _ck, _ik, ak);
        var sqn = SequenceNumbers.Read(autn[..AmfOffset]) ^ SequenceNumbers.Read(ak);
        algorithm.F1(rand, sqn, BinaryPrimitives.ReadUInt16BigEndian(autn[AmfOffset..]), mac);

        // Nothing is said of SQN to whoever does not have the keys.
        if (!CryptographicOperations.FixedTimeEquals(mac, autn[MacOffset..]))
        {
            return new() { Outcome = AuthenticationOutcome.MacFailure };
        }

        if (!sequenceNumbers.TryAccept(sqn))
        {
            WriteAuts(rand);
            return new() { Outcome = AuthenticationOutcome.SynchronisationFailure, Auts = _auts };
        }

        GsmConversion.C3(_ck, _ik, _kc);
        return new() { Outcome = AuthenticationOutcome.Success, Res = _res, Ck = _ck, Ik = _ik, Kc = _kc };
    }

    /// <summary>Answers a challenge of a GSM security context, which proves nothing of the network.</summary>
    /// <param name="rand">RAND, 16 bytes.</param>
    /// <param name="sres">Receives SRES, 4 bytes.</param>
    /// <param name="kc">Receives Kc, 8 bytes.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public void AuthenticateGsm(ReadOnlySpan<byte> rand, Span<byte> sres, Span<byte> kc)
    {
        AuthenticationAlgorithm.CheckLength(sres, GsmConversion.SresLength);
        AuthenticationAlgorithm.CheckLength(kc, GsmConversion.KcLength);
        Span<byte> ak = stackalloc byte[AuthenticationAlgorithm.AkLength];
        algorithm.F2345(rand, _res, _ck, _ik, ak);
        GsmConversion.C2(_res, sres);
        GsmConversion.C3(_ck, _ik, kc);
    }

    // AUTS: SQN_MS xor f5*, and f1* with an AMF of 0.
    private void WriteAuts(ReadOnlySpan<byte> rand)
    {
        Span<byte> ak = stackalloc byte[AuthenticationAlgorithm.AkLength];
        algorithm.F5Star(rand, ak);
        SequenceNumbers.Write(_auts.AsSpan(0, AuthenticationAlgorithm.AkLength), sequenceNumbers.Highest ^ SequenceNumbers.Read(ak));
        algorithm.F1Star(rand, sequenceNumbers.Highest, amf: 0, _auts.AsSpan(AuthenticationAlgorithm.AkLength));
    }
}
