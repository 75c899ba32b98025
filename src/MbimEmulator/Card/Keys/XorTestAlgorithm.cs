using System.Buffers.Binary;

namespace MbimEmulator.Card.Keys;

/// <summary>The test algorithm of test USIMs (3GPP TS 34.108, clause 8.1.2), where everything is K xor RAND in some order. It protects nothing.</summary>
public sealed class XorTestAlgorithm : AuthenticationAlgorithm
{
    private readonly UInt128 _k;

    /// <summary>The algorithm with a subscriber's key.</summary>
    /// <param name="k">K, 16 bytes.</param>
    /// <param name="resLength">The bytes of RES, 4 to 16.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public XorTestAlgorithm(ReadOnlySpan<byte> k, int resLength = 16)
        : base(resLength)
    {
        CheckLength(k, KeyLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(resLength, 4);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(resLength, 16);
        _k = BinaryPrimitives.ReadUInt128BigEndian(k);
    }

    /// <summary>What a test SIM of the second generation answers (3GPP TS 51.010-1, clause A4.1.2). A test USIM converts its 3G results instead.</summary>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="sres">Receives SRES, 4 bytes.</param>
    /// <param name="kc">Receives Kc, 8 bytes.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public void Gsm(ReadOnlySpan<byte> rand, Span<byte> sres, Span<byte> kc)
    {
        CheckLength(rand, RandLength);
        CheckLength(sres, GsmConversion.SresLength);
        CheckLength(kc, GsmConversion.KcLength);
        var xdout = Xdout(rand);
        BinaryPrimitives.WriteUInt32BigEndian(sres, (uint)(xdout >> 96));
        BinaryPrimitives.WriteUInt64BigEndian(kc, (ulong)(xdout >> 32));
    }

    // XDOUT's first half xor SQN || AMF; f1 and f1* are the same.
    internal override void ComputeMac(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, bool isResynchronisation, Span<byte> mac) =>
        BinaryPrimitives.WriteUInt64BigEndian(mac, (ulong)(Xdout(rand) >> 64) ^ ((sqn << 16) | amf));

    internal override void ComputeKeys(ReadOnlySpan<byte> rand, Span<byte> res, Span<byte> ck, Span<byte> ik, Span<byte> ak)
    {
        var xdout = Xdout(rand);
        BinaryPrimitives.WriteUInt128BigEndian(ck, xdout);
        ck[..res.Length].CopyTo(res);
        BinaryPrimitives.WriteUInt128BigEndian(ck, UInt128.RotateLeft(xdout, 8));
        BinaryPrimitives.WriteUInt128BigEndian(ik, UInt128.RotateLeft(xdout, 16));
        ComputeResynchronisationKey(rand, ak);
    }

    // Bits 24 to 71 of XDOUT; f5 and f5* are the same.
    internal override void ComputeResynchronisationKey(ReadOnlySpan<byte> rand, Span<byte> ak) =>
        SequenceNumbers.Write(ak, (ulong)(Xdout(rand) >> 56) & SequenceNumbers.MaxSqn);

    private UInt128 Xdout(ReadOnlySpan<byte> rand) => _k ^ BinaryPrimitives.ReadUInt128BigEndian(rand);
}
