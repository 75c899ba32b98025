using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class AkaPrimeTests
{
    // RFC 9048, appendix D, cases 1 to 4.
    [TestCase("5349fbe098649f948f5d2e973a81c00f", "9744871ad32bf9bbd1dd5ce54e3e2e5a", "bb52e91c747a", "WLAN", "0093962d0dd84aa5684b045c9edffa04", "ccfc230ca74fcc96c0a5d61164f5a76c")]
    [TestCase("5349fbe098649f948f5d2e973a81c00f", "9744871ad32bf9bbd1dd5ce54e3e2e5a", "bb52e91c747a", "HRPD", "3820f0277fa5f77732b1fb1d90c1a0da", "db94a0ab557ef6c9ab48619ca05b9a9f")]
    [TestCase("c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0", "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0", "a0a0a0a0a0a0", "WLAN", "cd4c8e5c68f57dd1d7d7dfd0c538e577", "3ece6b705dbbf7dfc459a11280c65524")]
    [TestCase("c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0c0", "b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0", "a0a0a0a0a0a0", "HRPD", "8310a71ce6f754889613da8f64d5fb46", "5adf14360ae838192db23f6fcb7f8c76")]
    public void Keys_are_those_of_the_RFC(string ck, string ik, string concealedSqn, string name, string ckPrime, string ikPrime) =>
        Assert.That(Derive(Hex.Bytes(ck), Hex.Bytes(ik), Hex.Bytes(concealedSqn), name), Is.EqualTo((ckPrime, ikPrime)));

    [Test]
    public void The_name_of_a_network_is_in_UTF_8_and_may_be_long()
    {
        var (shortest, longest) = (Derive(new byte[16], new byte[16], new byte[6], ""), Derive(new byte[16], new byte[16], new byte[6], new string('a', 65535)));
        Assert.That(shortest, Is.Not.EqualTo(longest));
        Assert.That(
            () => Derive(new byte[16], new byte[16], new byte[6], new string('ä', 32768)), Throws.ArgumentException.With.Message.Contains("at most 65535 bytes in UTF-8; this one has 65536"));
    }

    [TestCase(15, 16, 6)]
    [TestCase(16, 17, 6)]
    [TestCase(16, 16, 16)]
    public void Lengths_are_checked(int ck, int ik, int concealedSqn) =>
        Assert.That(() => Derive(new byte[ck], new byte[ik], new byte[concealedSqn], "WLAN"), Throws.ArgumentException);

    private static (string CkPrime, string IkPrime) Derive(byte[] ck, byte[] ik, byte[] concealedSqn, string name)
    {
        var (ckPrime, ikPrime) = (new byte[16], new byte[16]);
        AkaPrime.DeriveKeys(ck, ik, concealedSqn, name, ckPrime, ikPrime);
        return (Hex.Of(ckPrime), Hex.Of(ikPrime));
    }
}
