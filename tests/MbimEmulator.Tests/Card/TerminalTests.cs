using MbimEmulator.Card;

namespace MbimEmulator.Tests.Card;

/// <summary>Two terminals with one card: what is each one's own, and what they share.</summary>
public class TerminalTests
{
    private const string VerifyPin1 = "002000010831323334ffffffff = 9000";

    private readonly CardBench _one = new("pin1: { enabled: true }");
    private readonly CardBench _other;

    public TerminalTests() => _other = new CardBench(_one.Card);

    [Test]
    public void Channels_and_selection_are_each_ones_own()
    {
        _one.Play("0070000001 = 019000\n01a4000c022f50 = 9000\n00a4000c022f53 = 9000");
        _other.Play("01b0000001 = 6881\n00b0000001 = 6986\n0070000001 = 019000\n01b0000001 = 6986\n00708001 = 9000");
        _one.Play("01b0000001 = 009000\n00b0000001 = ff9000");
    }

    [Test]
    public void Verification_is_each_ones_own_and_the_counters_are_shared()
    {
        _one.Play($"{VerifyPin1}\n00a4000c022f55 = 9000\n00b0000001 = 559000");
        _other.Play("00a4000c022f55 = 9000\n00b0000001 = 6982\n00200001083030303030303030 = 63c2");
        _one.Play("0020000100 = 63c2\n00b0000001 = 559000");
        _other.Play("00200001083030303030303030 = 63c1\n00200001083030303030303030 = 63c0");
        _one.Play("00200001083030303030303030 = 6983\n002c0001103132333435363738 39393939ffffffff = 9000");
        _other.Play("00b0000001 = 6982\n002000010839393939ffffffff = 9000\n00b0000001 = 559000");
    }

    [Test]
    public void A_PIN_that_one_disables_is_disabled_for_all()
    {
        _one.Play("002600010831323334ffffffff = 9000");
        _other.Play("00a4000c022f55 = 9000\n00b0000001 = 559000");
    }

    [Test]
    public void What_waits_for_GET_RESPONSE_is_each_ones_own()
    {
        _one.Play("00a40004022f50 = 61*");
        _other.Play("00c0000001 = 6985\n00a40004022f54 = 61*\n+00c0000000 = *2f54*9000");
        _one.Play("+00c0000000 = *2f50*9000");
    }

    [Test]
    public void Files_are_shared()
    {
        _one.Play("00a4000c022f50 = 9000\n00d6000001ee = 9000\n00a4000c022f52 = 9000\n+8032000003000001 = 0000060000019000");
        _other.Play("00a4000c022f50 = 9000\n00b0000001 = ee9000\n00a4000c022f52 = 9000\n00b2010403 = 0000069000");
        _other.Play($"{CardBench.VerifyAdministrator} = 9000\n00040000022f50 = 9000");
        _one.Play("00a4000c022f50 = 6283");
    }

    [Test]
    public void A_proactive_command_is_its_terminals_alone()
    {
        _one.Session.Toolkit.Send([0xD0, 0x00]);
        _other.Play("80f2000c = 9000\n8012000002 = 6985");
        _one.Play("80f2000c = 9102");
    }

    [Test]
    public void A_reset_of_one_leaves_the_other()
    {
        _other.Play($"{VerifyPin1}\n0070000001 = 019000\n01a4000c022f55 = 9000\n00a40004022f50 = 61*");
        _one.Play(VerifyPin1);
        _one.Session.Reset();
        _other.Play("+00c0000000 = *2f50*9000\n01b0000001 = 559000");
        _one.Play("00a4000c022f55 = 9000\n00b0000001 = 6982");
    }

    [Test]
    public void What_a_card_remembers_makes_the_same_card()
    {
        _one.Play($"""
            00200001083030303030303030 = 63c2
            002c0081103030303030303030 31313131ffffffff = 63c9
            {CardBench.VerifyAdministrator} = 9000
            00a4000c022f50 = 9000
            00d6000302abcd = 9000
            00040000022f51 = 9000
            """);
        var kept = _one.Card.Memory;
        var again = new UiccCard(_one.Card.Image, kept);
        Assert.That(again.Memory, Is.EqualTo(kept));
        new CardBench(again).Play("""
            0020000100 = 63c2
            002c008100 = 63c9
            00a4000c022f50 = 9000
            00b0000005 = 000102abcd9000
            00a4000c022f51 = 6283
            """);
    }
}
