using System.Buffers.Binary;

namespace MbimEmulator.Card.Keys;

/// <summary>Tuak (3GPP TS 35.231) with MAC-A and MAC-S of 8 bytes, CK and IK of 16 bytes, as a USIM has them.</summary>
public sealed class Tuak : AuthenticationAlgorithm
{
    private const int TopLength = 32;

    // Where IN and OUT (clauses 6.1 to 6.5) have their fields, each with its last byte first.
    private const int InstanceOffset = 32;
    private const int NameOffset = 33;
    private const int RandOffset = 40;
    private const int AmfOffset = 56;
    private const int SqnOffset = 58;
    private const int KOffset = 64;
    private const int PaddingOffset = 96;
    private const int PaddingEnd = 135;
    private const int CkOffset = 32;
    private const int IkOffset = 64;
    private const int AkOffset = 96;

    // INSTANCE[0] is the highest bit, INSTANCE[7] the lowest.
    private const int F1StarInstance = 0x80;
    private const int F2345Instance = 0x40;
    private const int F5StarInstance = 0xC0;
    private const int LongCk = 0x04;
    private const int LongIk = 0x02;
    private const int LongK = 0x01;

    private readonly byte[] _in;
    private readonly int _iterations;

    /// <summary>The algorithm with a subscriber's keys.</summary>
    /// <param name="k">K, 16 or 32 bytes.</param>
    /// <param name="topc">TOPc, 32 bytes, which is derived from the operator's TOP and K.</param>
    /// <param name="resLength">The bytes of RES: 4, 8 or 16.</param>
    /// <param name="iterations">How many times the permutation is applied (clause 7.2), 1 to 255.</param>
    /// <exception cref="ArgumentException">A length or number is not as above.</exception>
    public Tuak(ReadOnlySpan<byte> k, ReadOnlySpan<byte> topc, int resLength = 8, int iterations = 1)
        : base(resLength)
    {
        if (k.Length is not (16 or 32))
        {
            throw new ArgumentException($"k has 16 or 32 bytes; {k.Length} were given.", nameof(k));
        }

        if (resLength is not (4 or 8 or 16))
        {
            throw new ArgumentOutOfRangeException(nameof(resLength), resLength, "RES has 4, 8 or 16 bytes.");
        }

        CheckLength(topc, TopLength);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(iterations, 255);
        _iterations = iterations;
        _in = new byte[Keccak.StateLength];
        CopyReversed(topc, _in);
        _in[InstanceOffset] = (byte)(k.Length == 32 ? LongK : 0);
        CopyReversed("TUAK1.0"u8, _in.AsSpan(NameOffset));
        CopyReversed(k, _in.AsSpan(KOffset));
        _in[PaddingOffset] = 0x1F;
        _in[PaddingEnd] = 0x80;
    }

    /// <summary>The algorithm with a subscriber's K (16 or 32 bytes) and the operator's TOP (32 bytes).</summary>
    /// <exception cref="ArgumentException">A length or number is not as above.</exception>
    public static Tuak WithTop(ReadOnlySpan<byte> k, ReadOnlySpan<byte> top, int resLength = 8, int iterations = 1) =>
        new(k, ComputeTopc(k, top, iterations), resLength, iterations);

    /// <summary>TOPc of a subscriber (clause 6.1), 32 bytes.</summary>
    /// <exception cref="ArgumentException">A length or number is not as the constructor says.</exception>
    public static byte[] ComputeTopc(ReadOnlySpan<byte> k, ReadOnlySpan<byte> top, int iterations = 1)
    {
        CheckLength(top, TopLength);
        Span<byte> state = stackalloc byte[Keccak.StateLength];
        new Tuak(k, top, iterations: iterations).Permute(state, function: 0, rand: [], sqn: 0, amf: 0);
        var topc = new byte[TopLength];
        CopyReversed(state[..TopLength], topc);
        return topc;
    }

    // The lengths of the results are part of IN: those of a USIM and all others of clause 5.1.
    internal override void ComputeMac(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, bool isResynchronisation, Span<byte> mac)
    {
        Span<byte> state = stackalloc byte[Keccak.StateLength];
        Permute(state, (isResynchronisation ? F1StarInstance : 0) | LengthBits(mac), rand, sqn, amf);
        CopyReversed(state[..mac.Length], mac);
    }

    internal override void ComputeKeys(ReadOnlySpan<byte> rand, Span<byte> res, Span<byte> ck, Span<byte> ik, Span<byte> ak)
    {
        Span<byte> state = stackalloc byte[Keccak.StateLength];
        Permute(state, F2345Instance | LengthBits(res) | (ck.Length == 32 ? LongCk : 0) | (ik.Length == 32 ? LongIk : 0), rand, sqn: 0, amf: 0);
        CopyReversed(state[..res.Length], res);
        CopyReversed(state.Slice(CkOffset, ck.Length), ck);
        CopyReversed(state.Slice(IkOffset, ik.Length), ik);
        CopyReversed(state.Slice(AkOffset, AkLength), ak);
    }

    internal override void ComputeResynchronisationKey(ReadOnlySpan<byte> rand, Span<byte> ak)
    {
        Span<byte> state = stackalloc byte[Keccak.StateLength];
        Permute(state, F5StarInstance, rand, sqn: 0, amf: 0);
        CopyReversed(state.Slice(AkOffset, AkLength), ak);
    }

    // INSTANCE[2] to [4]: 0 for 4 bytes, then a bit for each of 8, 16 and 32.
    private static int LengthBits(ReadOnlySpan<byte> result) => result.Length == 4 ? 0 : result.Length;

    private static void CopyReversed(ReadOnlySpan<byte> from, Span<byte> to)
    {
        from.CopyTo(to);
        to[..from.Length].Reverse();
    }

    private void Permute(Span<byte> state, int function, ReadOnlySpan<byte> rand, ulong sqn, ushort amf)
    {
        _in.CopyTo(state);
        state[InstanceOffset] |= (byte)function;
        CopyReversed(rand, state[RandOffset..]);

        // SQN is above AMF.
        BinaryPrimitives.WriteUInt64LittleEndian(state[AmfOffset..], (sqn << 16) | amf);
        for (var i = 0; i < _iterations; i++)
        {
            Keccak.Permute(state);
        }
    }
}
