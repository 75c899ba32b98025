namespace MbimEmulator.Card.Keys;

/// <summary>The results of GSM authentication from those of UMTS (3GPP TS 33.102, clause 6.8.1.2; TS 55.205, clause 4).</summary>
internal static class GsmConversion
{
    public const int SresLength = 4;
    public const int KcLength = 8;

    /// <summary>c2: SRES is the xor of the four parts of RES, which counts as 16 bytes with zeros at its end.</summary>
    public static void C2(ReadOnlySpan<byte> res, Span<byte> sres)
    {
        sres.Clear();
        for (var i = 0; i < res.Length; i++)
        {
            sres[i % SresLength] ^= res[i];
        }
    }

    /// <summary>c3: Kc is the xor of the halves of CK and IK.</summary>
    public static void C3(ReadOnlySpan<byte> ck, ReadOnlySpan<byte> ik, Span<byte> kc)
    {
        kc.Clear();
        for (var i = 0; i < ck.Length; i++)
        {
            kc[i % KcLength] ^= (byte)(ck[i] ^ ik[i]);
        }
    }
}
