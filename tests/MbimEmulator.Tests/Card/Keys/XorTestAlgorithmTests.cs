using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class XorTestAlgorithmTests
{
    private const string K = "465b5ce8b199b49faa5f0a2ee238a6bc";
    private const string Rand = "23553cbe9637a89d218ae64dae47bf35";

    // XDOUT is 650e605627ae1c028bd5ec634c7f1989; CDOUT is 010203040506b9b9.
    [TestCase(16, "650e605627ae1c028bd5ec634c7f1989")]
    [TestCase(8, "650e605627ae1c02")]
    [TestCase(4, "650e6056")]
    public void Every_result_is_cut_from_K_xor_RAND(int resLength, string res) =>
        Assert.That(
            AlgorithmResults.Of(new XorTestAlgorithm(Hex.Bytes(K), resLength), Rand, "010203040506", "b9b9"),
            Is.EqualTo(new AlgorithmResults(
                "640c635222a8a5bb", "640c635222a8a5bb", res, "0e605627ae1c028bd5ec634c7f198965", "605627ae1c028bd5ec634c7f1989650e", "5627ae1c028b", "5627ae1c028b")));

    [Test]
    public void A_test_usim_converts_its_results_for_gsm()
    {
        Span<byte> sres = stackalloc byte[4];
        Span<byte> kc = stackalloc byte[8];
        new Authenticator(new XorTestAlgorithm(Hex.Bytes(K)), new SequenceNumbers()).AuthenticateGsm(Hex.Bytes(Rand), sres, kc);
        Assert.That((Hex.Of(sres), Hex.Of(kc)), Is.EqualTo(("850a89be", "57b95ebad48e6535")));
    }

    [Test]
    public void A_test_sim_of_the_second_generation_cuts_them_from_K_xor_RAND()
    {
        Span<byte> sres = stackalloc byte[4];
        Span<byte> kc = stackalloc byte[8];
        new XorTestAlgorithm(Hex.Bytes(K)).Gsm(Hex.Bytes(Rand), sres, kc);
        Assert.That((Hex.Of(sres), Hex.Of(kc)), Is.EqualTo(("650e6056", "27ae1c028bd5ec63")));
    }

    [TestCase(15, 16)]
    [TestCase(16, 3)]
    [TestCase(16, 17)]
    public void What_cannot_be_is_refused(int k, int resLength) =>
        Assert.That(() => new XorTestAlgorithm(new byte[k], resLength), Throws.InstanceOf<ArgumentException>());
}
