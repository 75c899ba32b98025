using MbimEmulator.Card.Keys;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>AUTHENTICATE (3GPP TS 31.102, 7.1; 3GPP TS 31.103, 7.1), with the keys of a new profile: test set 1 of 3GPP TS 35.208.</summary>
public class AuthenticateTests
{
    private const string Usim = "00a4040c07a0000000871002 = 9000\n";
    private const string Isim = "00a4040c07a0000000871004 = 9000\n";
    private const string Rand = "23553cbe9637a89d218ae64dae47bf35";

    // One for each vector: tests run side by side, and an algorithm serves one at a time.
    private static Milenage Network => new(Hex.Bytes("465b5ce8b199b49faa5f0a2ee238a6bc"), Hex.Bytes("cd63cb71954a9f4e48a5994e37a02baf"));

    [Test]
    public void Clause_7_1_2_1_the_3G_context_gives_RES_CK_IK_and_Kc()
    {
        var vector = Vector(32);
        new CardBench().Play($"{Usim}{Command(vector)} = 6135\n+{Command(Vector(64))} = db08*10*10*08*9000");
        new CardBench().Play($"{Usim}+{Command(vector)} = db08{Hex.Of(vector.Xres.Span)}10{Hex.Of(vector.Ck.Span)}10{Hex.Of(vector.Ik.Span)}08{Hex.Of(vector.Kc.Span)}9000");
    }

    [TestCase("serviceTable: '0000000400'", "08", Description = "service 27 is bit 3 of byte 4")]
    [TestCase("serviceTable: '0000000000'", "")]
    [TestCase("serviceTable: '000000'", "")]
    public void Clause_7_1_2_1_Kc_comes_with_service_27_alone(string sim, string key)
    {
        var vector = Vector(32);
        var kc = key.Length > 0 ? "08" + Hex.Of(vector.Kc.Span) : "";
        new CardBench(sim).Play($"{Usim}+{Command(vector)} = db08{Hex.Of(vector.Xres.Span)}10{Hex.Of(vector.Ck.Span)}10{Hex.Of(vector.Ik.Span)}{kc}9000");
    }

    [Test]
    public void Clause_7_1_2_2_the_GSM_context_gives_SRES_and_Kc()
    {
        var vector = Vector(32);
        var sres = Hex.Bytes(Hex.Of(vector.Xres.Span)[..8]).Zip(Hex.Bytes(Hex.Of(vector.Xres.Span)[8..16]), (a, b) => (byte)(a ^ b)).ToArray();
        new CardBench().Play($"{Usim}+0088008011 10{Rand} = 04{Hex.Of(sres)}08{Hex.Of(vector.Kc.Span)}9000");
    }

    [TestCase("00a4000c = 9000", "0088008011 10{0}", "6985", Description = "no application")]
    [TestCase(Isim, "0088008011 10{0}", "9864")]
    [TestCase(Usim, "0188008111 10{0}", "6881")]
    [TestCase(Usim, "8088008111 10{0}", "6e00")]
    [TestCase(Usim, "0088018011 10{0}", "6a86")]
    [TestCase(Usim, "0088008211 10{0}", "6a86")]
    [TestCase(Usim, "0088000011 10{0}", "6a86")]
    [TestCase(Usim, "00880081", "6700")]
    [TestCase(Usim, "00880080", "6700")]
    [TestCase(Usim, "0088008111 10{0}", "6a80", Description = "no AUTN")]
    [TestCase(Usim, "0088008010 0f{0}", "6a80")]
    [TestCase(Usim, "0088008012 10{0}ff", "6a80")]
    [TestCase(Usim, "0088008122 10{0}0f{0}", "6a80")]
    [TestCase(Usim, "0088008123 10{0}10{0}ff", "6a80")]
    public void Clause_7_1_2_conditions_and_lengths(string before, string command, string status) =>
        new CardBench().Play($"{before}\n{string.Format(System.Globalization.CultureInfo.InvariantCulture, command, Rand)} = {status}");

    [Test]
    public void Clause_7_1_2_2_without_service_38_there_is_no_GSM_context() =>
        new CardBench("serviceTable: '0000000400'").Play($"{Usim}0088008011 10{Rand} = 9864");

    [Test]
    public void Clause_7_1_1_PIN1_is_wanted() =>
        new CardBench("pin1: { enabled: true }").Play(
            $"""
            {Usim}
            0088008011 10{Rand} = 6982
            {Command(Vector(32))} = 6982
            002000010831323334ffffffff = 9000
            {Command(Vector(32))} = 6135
            """);

    [Test]
    public void Clause_7_1_2_1_a_number_again_is_a_synchronisation_failure_which_tells_the_highest()
    {
        var bench = new CardBench();
        bench.Play($"{Usim}{Command(Vector(96))} = 6135");
        var answer = bench.Collect(Command(Vector(96)));
        Assert.That(answer, Does.StartWith("dc0e").And.EndWith("9000"));
        Assert.That(AuthenticationVector.ReadAuts(Network, Hex.Bytes(Rand), Hex.Bytes(answer[4..^4])), Is.EqualTo(96));
        bench.Play($"{Command(Vector(97))} = 6135");
    }

    [Test]
    public void Clause_7_1_2_1_a_wrong_MAC_is_9862_and_takes_no_number()
    {
        var autn = Vector(32).Autn.ToArray();
        autn[^1] ^= 1;
        new CardBench().Play($"{Usim}0088008122 10{Rand}10{Hex.Of(autn)} = 9862\n{Command(Vector(32))} = 6135");
    }

    [Test]
    public void Clause_31_103_7_1_the_ISIM_shares_the_numbers_and_gives_no_Kc()
    {
        var vector = Vector(64);
        new CardBench().Play(
            $"""
            {Isim}
            +{Command(vector)} = db08{Hex.Of(vector.Xres.Span)}10{Hex.Of(vector.Ck.Span)}10{Hex.Of(vector.Ik.Span)}9000
            {Usim}
            +{Command(vector)} = dc0e*9000
            """);
    }

    private static AuthenticationVector Vector(ulong number) => new(Network, Hex.Bytes(Rand), number, 0x8000);

    private static string Command(AuthenticationVector vector) => $"0088008122 10{Rand}10{Hex.Of(vector.Autn.Span)}";
}
