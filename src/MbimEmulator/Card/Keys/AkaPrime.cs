using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MbimEmulator.Card.Keys;

/// <summary>The keys of AKA', which the terminal derives from those of the card and the name of the access network.</summary>
public static class AkaPrime
{
    /// <summary>CK' and IK' (3GPP TS 33.402, annex A.2; RFC 9048, clause 3.3).</summary>
    /// <param name="ck">CK, 16 bytes.</param>
    /// <param name="ik">IK, 16 bytes.</param>
    /// <param name="concealedSqn">SQN xor AK, the first 6 bytes of AUTN.</param>
    /// <param name="networkName">The access network's name, such as WLAN; at most 65535 bytes in UTF-8.</param>
    /// <param name="ckPrime">Receives CK', 16 bytes.</param>
    /// <param name="ikPrime">Receives IK', 16 bytes.</param>
    /// <exception cref="ArgumentException">A length is not as above.</exception>
    public static void DeriveKeys(
        ReadOnlySpan<byte> ck, ReadOnlySpan<byte> ik, ReadOnlySpan<byte> concealedSqn, string networkName, Span<byte> ckPrime, Span<byte> ikPrime)
    {
        ArgumentNullException.ThrowIfNull(networkName);
        AuthenticationAlgorithm.CheckLength(ck, AuthenticationAlgorithm.KeyLength);
        AuthenticationAlgorithm.CheckLength(ik, AuthenticationAlgorithm.KeyLength);
        AuthenticationAlgorithm.CheckLength(concealedSqn, AuthenticationAlgorithm.AkLength);
        AuthenticationAlgorithm.CheckLength(ckPrime, AuthenticationAlgorithm.KeyLength);
        AuthenticationAlgorithm.CheckLength(ikPrime, AuthenticationAlgorithm.KeyLength);
        var nameLength = Encoding.UTF8.GetByteCount(networkName);
        if (nameLength > ushort.MaxValue)
        {
            throw new ArgumentException($"The name of an access network has at most {ushort.MaxValue} bytes in UTF-8; this one has {nameLength}.", nameof(networkName));
        }

        Span<byte> key = stackalloc byte[2 * AuthenticationAlgorithm.KeyLength];
        ck.CopyTo(key);
        ik.CopyTo(key[AuthenticationAlgorithm.KeyLength..]);

        // S: FC || name || its length || SQN xor AK || its length (TS 33.220, annex B.2).
        var length = 1 + nameLength + 2 + AuthenticationAlgorithm.AkLength + 2;
        var text = length <= 256 ? stackalloc byte[length] : new byte[length];
        text[0] = 0x20;
        Encoding.UTF8.GetBytes(networkName, text[1..]);
        var rest = text[(1 + nameLength)..];
        BinaryPrimitives.WriteUInt16BigEndian(rest, (ushort)nameLength);
        concealedSqn.CopyTo(rest[2..]);
        BinaryPrimitives.WriteUInt16BigEndian(rest[(2 + AuthenticationAlgorithm.AkLength)..], AuthenticationAlgorithm.AkLength);

        Span<byte> derived = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, derived);
        derived[..AuthenticationAlgorithm.KeyLength].CopyTo(ckPrime);
        derived[AuthenticationAlgorithm.KeyLength..].CopyTo(ikPrime);
    }
}
