using MbimEmulator.Card.Keys;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Card;

public sealed class OsmoAucGenTests
{
    private static readonly byte[] K = Convert.FromHexString("000102030405060708090a0b0c0d0e0f");
    private static readonly byte[] Opc = Convert.FromHexString("cd63cb71954a9f4e48a5994e37a02baf");

    [Test]
    public async Task Its_challenges_are_answered_as_it_expects([Values("MILENAGE", "XOR")] string algorithm)
    {
        Peers.Need(OsmoAucGen.Program);
        var (network, card) = EndsOf(algorithm);
        foreach (var (sqn, amf) in new[] { (64UL, 0), (97UL, 0x8000), (98UL, 0xB9B9), (4096UL, 0xFFFF), (0xFFFFFFFFUL, 0x8000), (0x1FFFFFFFFUL, 0) })
        {
            var rand = RandOf(sqn);
            var vector = await network.ChallengeAsync(rand, sqn, (ushort)amf);
            Assert.That(vector.Rand, Is.EqualTo(Convert.ToHexStringLower(rand)));
            Assert.That(Describe(card, rand, vector.Autn), Is.EqualTo($"Success {vector.Res} {vector.Ck} {vector.Ik} {vector.Kc}"));
            Assert.That(card.SequenceNumbers.Highest, Is.EqualTo(vector.Sqn));
            Assert.That(DescribeGsm(card, rand), Is.EqualTo($"{vector.Sres} {vector.Kc}"));
            Assert.That(Convert.ToHexStringLower(new AuthenticationVector(AlgorithmOf(algorithm), rand, vector.Sqn, (ushort)amf).Autn.Span), Is.EqualTo(vector.Autn));
        }
    }

    [Test]
    public async Task It_resynchronises_with_the_cards_AUTS_and_refuses_one_with_a_flipped_bit([Values("MILENAGE", "XOR")] string algorithm)
    {
        Peers.Need(OsmoAucGen.Program);
        var (network, card) = EndsOf(algorithm);
        var rand = RandOf(1);
        var first = await network.ChallengeAsync(rand, 3200, 0x8000);
        Assert.That(Describe(card, rand, first.Autn), Does.StartWith("Success"));
        var stale = await network.ChallengeAsync(rand, 64, 0x8000);
        var auts = AutsOf(card, rand, stale.Autn);

        var next = await network.ResynchroniseAsync(rand, auts);
        Assert.That(next?.CardSqn, Is.EqualTo(first.Sqn));
        Assert.That(AuthenticationVector.ReadAuts(AlgorithmOf(algorithm), rand, auts), Is.EqualTo(first.Sqn));
        if (algorithm == "MILENAGE")
        {
            Assert.That(Describe(card, Convert.FromHexString(next!.Rand), next.Autn), Is.EqualTo($"Success {next.Res} {next.Ck} {next.Ik} {next.Kc}"));
        }

        foreach (var bit in new[] { 0, 47, 48, 111 })
        {
            var flipped = auts.ToArray();
            flipped[bit / 8] ^= (byte)(0x80 >> (bit % 8));
            Assert.That(await network.ResynchroniseAsync(rand, flipped), Is.Null, $"bit {bit}");
        }
    }

    private static (OsmoAucGen Network, Authenticator Card) EndsOf(string algorithm) =>
        (new(algorithm, K, algorithm == "MILENAGE" ? Opc : null), new(AlgorithmOf(algorithm), new SequenceNumbers()));

    private static AuthenticationAlgorithm AlgorithmOf(string name) => name == "MILENAGE" ? new Milenage(K, Opc) : new XorTestAlgorithm(K);

    private static byte[] RandOf(ulong number)
    {
        var rand = new byte[16];
        new Random((int)number).NextBytes(rand);
        return rand;
    }

    private static string Describe(Authenticator card, byte[] rand, string autn)
    {
        var result = card.Authenticate(rand, Convert.FromHexString(autn));
        return $"{result.Outcome} {Convert.ToHexStringLower(result.Res)} {Convert.ToHexStringLower(result.Ck)} {Convert.ToHexStringLower(result.Ik)} {Convert.ToHexStringLower(result.Kc)}";
    }

    private static string DescribeGsm(Authenticator card, byte[] rand)
    {
        var (sres, kc) = (new byte[4], new byte[8]);
        card.AuthenticateGsm(rand, sres, kc);
        return $"{Convert.ToHexStringLower(sres)} {Convert.ToHexStringLower(kc)}";
    }

    private static byte[] AutsOf(Authenticator card, byte[] rand, string autn)
    {
        var result = card.Authenticate(rand, Convert.FromHexString(autn));
        Assert.That(result.Outcome, Is.EqualTo(AuthenticationOutcome.SynchronisationFailure));
        return result.Auts.ToArray();
    }
}
