using System.Text.Json;
using MbimEmulator.Card.Keys;

namespace MbimEmulator.Tests.Card.Keys;

public sealed class MilenageTests
{
    // 3GPP TS 35.208, clauses 4.3.1, 4.3.2 and 4.3.20.
    [TestCase("465b5ce8b199b49faa5f0a2ee238a6bc", "23553cbe9637a89d218ae64dae47bf35", "ff9bb4d0b607", "b9b9", "cdc202d5123e20f62b6d676ac72cb318",
        "cd63cb71954a9f4e48a5994e37a02baf", "4a9ffac354dfafb3", "01cfaf9ec4e871e9", "a54211d5e3ba50bf", "b40ba9a3c58b2a05bbf0d987b21bf8cb",
        "f769bcd751044604127672711c6d3441", "aa689c648370", "451e8beca43b")]
    [TestCase("0396eb317b6d1c36f19c1c84cd6ffd16", "c00d603103dcee52c4478119494202e8", "fd8eef40df7d", "af17", "ff53bade17df5d4e793073ce9d7579fa",
        "53c15671c60a4b731c55b4a441c0bde2", "5df5b31807e258b0", "a8c016e51ef4a343", "d3a628ed988620f0", "58c433ff7a7082acd424220f2b67c556",
        "21a8c1f929702adb3e738488b9f5c5da", "c47783995f72", "30f1197061c1")]
    [TestCase("90dca4eda45b53cf0f12d7c9c3bc6a89", "9fddc72092c6ad036b6e464789315b78", "20f813bd4141", "61df", "3ffcfe5b7b1111589920d3528e84e655",
        "cb9cccc4b9258e6dca4760379fb82581", "09db94eab4f8149e", "a29468aa9775b527", "a95100e2760952cd", "b5f2da03883b69f96bf52e029ed9ac45",
        "b4721368bc16ea67875c5598688bb0ef", "83cfd54db913", "4f2039392ddc")]
    public void Every_function_gives_the_values_of_the_standard(
        string k, string rand, string sqn, string amf, string op, string opc, string f1, string f1Star, string f2, string f3, string f4, string f5, string f5Star)
    {
        Assert.That(Hex.Of(Milenage.ComputeOpc(Hex.Bytes(k), Hex.Bytes(op))), Is.EqualTo(opc));
        var expected = new AlgorithmResults(f1, f1Star, f2, f3, f4, f5, f5Star);
        Assert.That(AlgorithmResults.Of(Milenage.WithOp(Hex.Bytes(k), Hex.Bytes(op)), rand, sqn, amf), Is.EqualTo(expected));
        Assert.That(AlgorithmResults.Of(new Milenage(Hex.Bytes(k), Hex.Bytes(opc)), rand, sqn, amf), Is.EqualTo(expected));
    }

    [Test]
    public void All_sets_of_the_standard_are_met()
    {
        using var sets = JsonDocument.Parse(RecordedData.Read("milenage/ts35208.json"));
        var umts = sets.RootElement.GetProperty("umts").EnumerateArray().ToList();
        Assert.That(umts, Has.Count.EqualTo(20));
        using (Assert.EnterMultipleScope())
        {
            foreach (var set in umts)
            {
                string Value(string name) => set.GetProperty(name).GetString()!;
                Every_function_gives_the_values_of_the_standard(
                    Value("k"), Value("rand"), Value("sqn"), Value("amf"), Value("op"), Value("opc"), Value("f1"), Value("f1star"), Value("f2"), Value("f3"),
                    Value("f4"), Value("f5"), Value("f5star"));
            }
        }
    }

    // 3GPP TS 55.205, test set 1.
    [TestCase("465b5ce8b199b49faa5f0a2ee238a6bc", "23553cbe9637a89d218ae64dae47bf35", "cd63cb71954a9f4e48a5994e37a02baf", "46f8416a", "a54211d5", "eae4be823af9a08b")]
    public void Gsm_results_are_those_of_the_standard(string ki, string rand, string opc, string sres, string otherSres, string kc)
    {
        var algorithm = new Milenage(Hex.Bytes(ki), Hex.Bytes(opc));
        Span<byte> own = stackalloc byte[GsmConversion.SresLength];
        Span<byte> key = stackalloc byte[GsmConversion.KcLength];
        new Authenticator(algorithm, new SequenceNumbers()).AuthenticateGsm(Hex.Bytes(rand), own, key);
        Assert.That((Hex.Of(own), Hex.Of(key)), Is.EqualTo((sres, kc)));

        // The standard's second form of SRES, which no USIM has, is the beginning of RES.
        Assert.That(AlgorithmResults.Of(algorithm, rand, "000000000000", "0000").F2, Does.StartWith(otherSres));
    }

    [Test]
    public void All_gsm_sets_of_the_standard_are_met()
    {
        using var sets = JsonDocument.Parse(RecordedData.Read("milenage/ts35208.json"));
        var gsm = sets.RootElement.GetProperty("gsm").EnumerateArray().ToList();
        Assert.That(gsm, Has.Count.EqualTo(19));
        using (Assert.EnterMultipleScope())
        {
            foreach (var set in gsm)
            {
                string Value(string name) => set.GetProperty(name).GetString()!;
                Gsm_results_are_those_of_the_standard(Value("ki"), Value("rand"), Value("opc"), Value("sres1"), Value("sres2"), Value("kc"));
            }
        }
    }

    [TestCase(15, 16)]
    [TestCase(17, 16)]
    [TestCase(16, 0)]
    [TestCase(16, 32)]
    public void Keys_have_sixteen_bytes(int k, int opc)
    {
        Assert.That(() => new Milenage(new byte[k], new byte[opc]), Throws.ArgumentException.With.Message.Contains("16 bytes"));
        Assert.That(() => Milenage.ComputeOpc(new byte[k], new byte[opc]), Throws.ArgumentException.With.Message.Contains("16 bytes"));
    }
}
