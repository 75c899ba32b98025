using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace MbimEmulator.Card.Keys;

/// <summary>Milenage (3GPP TS 35.206) with its standard rotations and constants and AES-128 as its kernel. RES has 8 bytes.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A card lives as long as its modem, and the cipher's handle is given back with it.")]
public sealed class Milenage : AuthenticationAlgorithm
{
    private readonly ICryptoTransform _aes;
    private readonly byte[] _block = new byte[KeyLength];
    private readonly UInt128 _opc;

    /// <summary>The algorithm with a subscriber's keys.</summary>
    /// <param name="k">K, 16 bytes.</param>
    /// <param name="opc">OPc, 16 bytes, which is the operator's OP enciphered with K.</param>
    /// <exception cref="ArgumentException">A key does not have 16 bytes.</exception>
    public Milenage(ReadOnlySpan<byte> k, ReadOnlySpan<byte> opc)
        : base(resLength: 8)
    {
        CheckLength(k, KeyLength);
        CheckLength(opc, KeyLength);
        _aes = EncryptorOf(k);
        _opc = BinaryPrimitives.ReadUInt128BigEndian(opc);
    }

    /// <summary>The algorithm with a subscriber's K and the operator's OP, 16 bytes each.</summary>
    /// <exception cref="ArgumentException">A key does not have 16 bytes.</exception>
    public static Milenage WithOp(ReadOnlySpan<byte> k, ReadOnlySpan<byte> op) => new(k, ComputeOpc(k, op));

    /// <summary>OPc of a subscriber (clause 4.1): OP xor E[OP]K. 16 bytes each.</summary>
    /// <exception cref="ArgumentException">A key does not have 16 bytes.</exception>
    public static byte[] ComputeOpc(ReadOnlySpan<byte> k, ReadOnlySpan<byte> op)
    {
        // With zeros as OPc, the kernel alone remains.
        var kernel = new Milenage(k, stackalloc byte[KeyLength]);
        CheckLength(op, KeyLength);
        var value = BinaryPrimitives.ReadUInt128BigEndian(op);
        var opc = new byte[KeyLength];
        BinaryPrimitives.WriteUInt128BigEndian(opc, kernel.Encrypt(value) ^ value);
        return opc;
    }

    // OUT1 (clause 4.1; r1 = 64, c1 = 0), of which f1 is the first half and f1* the second.
    internal override void ComputeMac(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, bool isResynchronisation, Span<byte> mac)
    {
        var half = (sqn << 16) | amf;
        var out1 = Encrypt(Temp(rand) ^ UInt128.RotateLeft(new UInt128(half, half) ^ _opc, 64)) ^ _opc;
        BinaryPrimitives.WriteUInt64BigEndian(mac, (ulong)(isResynchronisation ? out1 : out1 >> 64));
    }

    // OUT2 (r2 = 0, c2 = 1) is AK at its beginning and RES at its end, OUT3 (32, 2) CK, OUT4 (64, 4) IK.
    internal override void ComputeKeys(ReadOnlySpan<byte> rand, Span<byte> res, Span<byte> ck, Span<byte> ik, Span<byte> ak)
    {
        var temp = Temp(rand);
        var out2 = Out(temp, rotation: 0, constant: 1);
        BinaryPrimitives.WriteUInt64BigEndian(res, (ulong)out2);
        SequenceNumbers.Write(ak, (ulong)(out2 >> 80));
        BinaryPrimitives.WriteUInt128BigEndian(ck, Out(temp, rotation: 32, constant: 2));
        BinaryPrimitives.WriteUInt128BigEndian(ik, Out(temp, rotation: 64, constant: 4));
    }

    // OUT5 (96, 8).
    internal override void ComputeResynchronisationKey(ReadOnlySpan<byte> rand, Span<byte> ak) =>
        SequenceNumbers.Write(ak, (ulong)(Out(Temp(rand), rotation: 96, constant: 8) >> 80));

    // Kept, since EncryptEcb allocates at each call and takes ten times as long.
    private static ICryptoTransform EncryptorOf(ReadOnlySpan<byte> k)
    {
        using var aes = Aes.Create();
        aes.Mode = CipherMode.ECB;
        aes.Padding = PaddingMode.None;
        return aes.CreateEncryptor(k.ToArray(), null);
    }

    private UInt128 Temp(ReadOnlySpan<byte> rand) => Encrypt(BinaryPrimitives.ReadUInt128BigEndian(rand) ^ _opc);

    private UInt128 Out(UInt128 temp, int rotation, uint constant) => Encrypt(UInt128.RotateLeft(temp ^ _opc, rotation) ^ constant) ^ _opc;

    private UInt128 Encrypt(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(_block, value);
        _aes.TransformBlock(_block, 0, _block.Length, _block, 0);
        return BinaryPrimitives.ReadUInt128BigEndian(_block);
    }
}
