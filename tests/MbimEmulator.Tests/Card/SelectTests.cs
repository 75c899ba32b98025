namespace MbimEmulator.Tests.Card;

/// <summary>SELECT, STATUS, ACTIVATE and DEACTIVATE FILE (ETSI TS 102 221, 8.4, 8.5, 11.1.1, 11.1.2, 11.1.14, 11.1.15).</summary>
public class SelectTests
{
    private const string Usim = "a0000000871002ffffffff8900000100";
    private const string Isim = "a0000000871004ffffffff8900000100";

    [TestCase("", "3f00 2f50 7f10 7f20 2fe2", "5f50 6f01 7fff 4f01 9999")]
    [TestCase("7f10", "3f00 7f10 7f20 5f50 5f51 6f3a", "2f50 4f01 7fff")]
    [TestCase("7f10 5f50", "3f00 7f10 5f50 5f51 4f01", "7f20 6f3a 2f50 7fff")]
    [TestCase("usim", "3f00 7fff 7f10 7f20 5fc0 6f07", "2f50 4f01 6f3a")]
    [TestCase("usim 5fc0", "3f00 7fff 5fc0 4f01", "7f10 2f50 6f07")]
    [TestCase("usim 3f00", "3f00 7fff 7f10 2f50", "6f07 5fc0")]
    [TestCase("7f20 6f01", "3f00 7f20 7f10 6f01", "2f50")]
    public void Clause_8_4_1_what_may_be_selected_from_where(string from, string selectable, string others)
    {
        foreach (var (ids, expected) in new[] { (selectable, "9000"), (others, "6a82") })
        {
            foreach (var id in ids.Split(' '))
            {
                var bench = new CardBench();
                foreach (var step in from.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    Assert.That(bench.Send(step == "usim" ? $"00a4040c10{Usim}" : $"00a4000c02{step}"), Is.EqualTo("9000"));
                }

                Assert.That(bench.Send($"00a4000c02{id}"), Is.EqualTo(expected), id);
            }
        }
    }

    [Clause("8.4 a failed SELECT changes nothing", """
        00a40804 04 7f206f01 = 61*
        00a4000c029999 = 6a82
        00a4080c047f209999 = 6a82
        00a4040c05a000000099 = 6a82
        00a4000c01 6f = 6a87
        00a4ff0c026f01 = 6a86
        00b0000001 = 619000
        +80f2000000 = *83027f20*9000
        """)]
    [Clause("8.4 a directory leaves no elementary file", """
        00a4000c022f50 = 9000
        00b0000001 = 009000
        00a4000c027f10 = 9000
        00b0000001 = 6986
        """)]
    [Clause("11.1.1.2 P1 and the length of the data", """
        00a4000c = 9000
        +80f2000000 = *83023f00*9000
        00a4000c012f = 6a87
        00a4000c032f5000 = 6a87
        00a4010c012f = 6a87
        00a4030c022f50 = 6a87
        00a4080c012f = 6a87
        00a4080c032f5000 = 6a87
        00a4090c127f107f107f107f107f107f107f107f107f10 = 6a87
        00a4020c022f50 = 6a86
        00a4050c022f50 = 6a86
        00a40a0c022f50 = 6a86
        00a4040c11a0000000871002ffffffff890000010000 = 6a87
        """)]
    [Clause("11.1.1.2 P2", """
        00a4000c022f50 = 9000
        00a40004022f50 = 61*
        00a40000022f50 = 61*
        00a40008022f50 = 6a86
        00a40010022f50 = 6a86
        00a4008c022f50 = 6a86
        00a4004c022f50 = 6a86
        00a4002c022f50 = 6a86
        00a4000d022f50 = 6a86
        00a4042c05a000000087 = 6a86
        00a4046c05a000000087 = 6a86
        """)]
    [Clause("11.1.1.2 a child, the parent", """
        00a4010c025f50 = 6a82
        00a4010c022f50 = 6a82
        00a4010c027f10 = 9000
        00a4010c025f50 = 9000
        00a4010c024f01 = 6a82
        00a4030c = 9000
        +80f2000000 = *83027f10*9000
        00a4030c = 9000
        +80f2000000 = *83023f00*9000
        00a4030c = 6a82
        """)]
    [Clause("11.1.1.2 a path from the MF", """
        00a4080c067f105f504f01 = 9000
        00b0000001 = 419000
        00a4080c022f50 = 9000
        00a4080c067f105f509999 = 6a82
        00a4080c042f502f50 = 6a82
        00a4080c067fff5fc04f01 = 6a82
        00a4040c10a0000000871002ffffffff8900000100 = 9000
        00a4080c027f20 = 9000
        00a4080c067fff5fc04f01 = 9000
        +80f2000000 = *83025fc0*9000
        """)]
    [Clause("11.1.1.2 a path from the current directory", """
        00a4090c045f504f01 = 6a82
        00a4000c027f10 = 9000
        00a4090c045f504f01 = 9000
        00a4090c024f01 = 9000
        00a4090c045f504f01 = 6a82
        """)]
    [Clause("8.5.1 an application by its AID, whole and in part", """
        00a4040c10a0000000871002ffffffff8900000100 = 9000
        +80f2000100 = 8410a0000000871002ffffffff89000001009000
        00a4040c07a0000000871004 = 9000
        +80f2000100 = 8410a0000000871004ffffffff89000001009000
        00a4040c07a0000000871009 = 6a82
        +80f2000100 = 8410a0000000871004ffffffff89000001009000
        """)]
    [Clause("8.5.1 first, last, next and previous occurrence", """
        00a4040c05a000000087 = 9000
        +80f2000100 = 8410a0000000871002*9000
        00a4040e05a000000087 = 9000
        +80f2000100 = 8410a0000000871004*9000
        00a4040e05a000000087 = 6a82
        +80f2000100 = 8410a0000000871004*9000
        00a4040f05a000000087 = 9000
        +80f2000100 = 8410a0000000871002*9000
        00a4040f05a000000087 = 6a82
        00a4040d05a000000087 = 9000
        +80f2000100 = 8410a0000000871004*9000
        00a4040c05a000000087 = 9000
        00a4040e07a0000000871004 = 9000   # behind the USIM, which the name does not fit
        +80f2000100 = 8410a0000000871004*9000
        reset
        00a4040e05a000000087 = 9000   # the first, when there is none
        +80f2000100 = 8410a0000000871002*9000
        """)]
    [Clause("8.5.2 termination", """
        00a4040c10a0000000871002ffffffff8900000100 = 9000
        00a4000c026f07 = 9000
        00a4044c07a0000000871004 = 9000   # not the one that runs
        +80f2000100 = 8410a0000000871002*9000
        00a4044c10a0000000871002ffffffff8900000100 = 9000
        80f2000100 = 9000
        +80f2000000 = *83023f00*9000
        00a4000c027fff = 6a82
        """)]
    [Clause("11.1.1.3 the FCP templates of directories and files", """
        +00a40004023f00 = 62*8202782183023f00*8a0105*c60f90017083010183018183010a83010b9000
        +00a40004022f50 = 62*8202412183022f508a0105*80020010*8801a89000
        +00a40004022f51 = 62*82054221000404*80020010*8801b09000
        +00a40004022f52 = 62*82054621000305*8002000f*8801b89000
        +00a40004022f54 = 62*800200018800*9000
        +00a4040410a0000000871002ffffffff8900000100 = 62*820278218410a0000000871002*9000
        """)]
    [Clause("11.1.2 STATUS", """
        80f20000 = 6c*
        80f2000000 = 6c*
        80f2000c = 9000
        80f2010c = 9000
        80f2020c = 9000
        80f2030c = 6a86
        80f20002 = 6a86
        80f2000c023f00 = 6700
        00f2000c = 6e00
        80f2000100 = 9000
        """)]
    [Clause("11.1.14 and 11.1.15 DEACTIVATE and ACTIVATE FILE", """
        00040000 = 6986
        00a4000c022f50 = 9000
        00040000 = 6982
        00440000 = 6982
        0020000a083838383838383838 = 9000
        00040000 = 9000
        00b0000001 = 6984
        00d6000001ff = 6984
        00a4000c022f50 = 6283
        +00a40004022f50 = *8a0104*9000
        00440000 = 9000
        00a4000c022f50 = 9000
        00b0000001 = 009000
        00a4000c = 9000
        00040000022f51 = 9000
        00b2010404 = 6984
        00dc010404ffffffff = 6984
        00a2010401a1 = 6984
        00440800022f51 = 9000
        00b2010404 = a1a1a1a19000
        00040900022f51 = 9000
        00440000022f51 = 9000
        00040000022f52 = 6982   # never, says the file itself
        00040000027f10 = 6986
        00040000029999 = 6a82
        00040800042f502f50 = 6a82
        00040000042f502f50 = 6a87
        00040800 = 6a87
        00040100 = 6a86
        00040001 = 6a86
        00040004022f50 = 6a86
        """)]
    public void Clause(string script) => new CardBench().Play(script);

    [Test]
    public void Clause_8_5_1_the_last_of_one_application_is_it()
    {
        var bench = new CardBench();
        bench.Play($"00a4040d07{Isim[..14]} = 9000\n+80f2000100 = 8410{Isim}9000");
    }
}
