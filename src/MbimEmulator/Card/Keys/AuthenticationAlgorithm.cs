using System.Runtime.CompilerServices;

namespace MbimEmulator.Card.Keys;

/// <summary>The functions f1 to f5* of 3GPP TS 33.102, clause 6.3, with one subscriber's key, as the card and the home network have them.</summary>
/// <remarks>Not for several threads at once.</remarks>
public abstract class AuthenticationAlgorithm
{
    internal const int RandLength = 16;
    internal const int MacLength = 8;
    internal const int AkLength = 6;

    // Of CK and of IK.
    internal const int KeyLength = 16;

    private protected AuthenticationAlgorithm(int resLength) => ResLength = resLength;

    /// <summary>The number of bytes of RES, 4 to 16.</summary>
    public int ResLength { get; }

    /// <summary>f1: the network's authentication code, MAC-A.</summary>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="sqn">The sequence number, 48 bits.</param>
    /// <param name="amf">The authentication management field, its first byte on top.</param>
    /// <param name="mac">Receives MAC-A, 8 bytes.</param>
    /// <exception cref="ArgumentException">A length or <paramref name="sqn"/> is not as above.</exception>
    public void F1(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, Span<byte> mac) => CheckAndComputeMac(rand, sqn, amf, isResynchronisation: false, mac);

    /// <summary>f1*: the card's authentication code in AUTS, MAC-S.</summary>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="sqn">The card's sequence number, SQN_MS, 48 bits.</param>
    /// <param name="amf">The authentication management field, which in AUTS is 0.</param>
    /// <param name="mac">Receives MAC-S, 8 bytes.</param>
    /// <exception cref="ArgumentException">A length or <paramref name="sqn"/> is not as above.</exception>
    public void F1Star(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, Span<byte> mac) => CheckAndComputeMac(rand, sqn, amf, isResynchronisation: true, mac);

    /// <summary>f2, f3, f4 and f5: the response and the keys of a challenge.</summary>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="res">Receives RES, <see cref="ResLength"/> bytes.</param>
    /// <param name="ck">Receives CK, 16 bytes.</param>
    /// <param name="ik">Receives IK, 16 bytes.</param>
    /// <param name="ak">Receives AK, 6 bytes, which conceals SQN in AUTN.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public void F2345(ReadOnlySpan<byte> rand, Span<byte> res, Span<byte> ck, Span<byte> ik, Span<byte> ak)
    {
        CheckLength(rand, RandLength);
        CheckLength(res, ResLength);
        CheckLength(ck, KeyLength);
        CheckLength(ik, KeyLength);
        CheckLength(ak, AkLength);
        ComputeKeys(rand, res, ck, ik, ak);
    }

    /// <summary>f5*: the key that conceals SQN_MS in AUTS.</summary>
    /// <param name="rand">The challenge, 16 bytes.</param>
    /// <param name="ak">Receives the key, 6 bytes.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public void F5Star(ReadOnlySpan<byte> rand, Span<byte> ak)
    {
        CheckLength(rand, RandLength);
        CheckLength(ak, AkLength);
        ComputeResynchronisationKey(rand, ak);
    }

    internal abstract void ComputeMac(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, bool isResynchronisation, Span<byte> mac);

    internal abstract void ComputeKeys(ReadOnlySpan<byte> rand, Span<byte> res, Span<byte> ck, Span<byte> ik, Span<byte> ak);

    internal abstract void ComputeResynchronisationKey(ReadOnlySpan<byte> rand, Span<byte> ak);

    internal static void CheckLength(ReadOnlySpan<byte> value, int length, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (value.Length != length)
        {
            throw new ArgumentException($"{name} has {length} bytes; {value.Length} were given.", name);
        }
    }

    private void CheckAndComputeMac(ReadOnlySpan<byte> rand, ulong sqn, ushort amf, bool isResynchronisation, Span<byte> mac)
    {
        CheckLength(rand, RandLength);
        CheckLength(mac, MacLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sqn, SequenceNumbers.MaxSqn);
        ComputeMac(rand, sqn, amf, isResynchronisation, mac);
    }
}
