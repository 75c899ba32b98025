using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class KeccakTests
{
    private const int Rate = 136;

    [TestCase("", "a7ffc6f8bf1ed76651c14756a061d662f580ff4de43b49fa82d80a4b80f8434a")]
    [TestCase("abc", "3a985da74fe225b2045c172d6bd390bd855f086e3e9d525b46bfe24511431532")]
    public void It_makes_the_known_digests_of_SHA3_256(string text, string digest) => Assert.That(Hex.Of(Sha3(Encoding.ASCII.GetBytes(text))), Is.EqualTo(digest));

    [Test]
    public void It_makes_the_digests_of_the_platforms_SHA3_256()
    {
        if (!SHA3_256.IsSupported)
        {
            Assert.Ignore("ignored: needs SHA3-256 of the platform");
        }

        var random = new Random(1);
        for (var length = 0; length < 500; length++)
        {
            var text = new byte[length];
            random.NextBytes(text);
            Assert.That(Sha3(text), Is.EqualTo(SHA3_256.HashData(text)), $"{length} bytes");
        }
    }

    // FIPS 202: the sponge with a rate of 136 bytes and the padding 01 10*1.
    private static byte[] Sha3(ReadOnlySpan<byte> text)
    {
        Span<byte> state = stackalloc byte[Keccak.StateLength];
        for (; text.Length >= Rate; text = text[Rate..])
        {
            Absorb(state, text[..Rate]);
            Keccak.Permute(state);
        }

        Absorb(state, text);
        state[text.Length] ^= 0x06;
        state[Rate - 1] ^= 0x80;
        Keccak.Permute(state);
        return state[..32].ToArray();
    }

    private static void Absorb(Span<byte> state, ReadOnlySpan<byte> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            state[i] ^= text[i];
        }
    }
}
