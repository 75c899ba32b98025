using MbimEmulator.Card;
using MbimEmulator.Tests.Card.Keys;

namespace MbimEmulator.Tests.Card;

/// <summary>TERMINAL PROFILE, FETCH, TERMINAL RESPONSE and ENVELOPE (ETSI TS 102 221, 7.4.2 and 11.2; ETSI TS 102 223).</summary>
public class ToolkitTests
{
    private readonly CardBench _bench = new();

    [Test]
    public void Clause_7_4_2_a_proactive_command_is_announced_fetched_and_answered()
    {
        List<string> answered = [];
        _bench.Session.Toolkit.Answered = (command, response) => answered.Add($"{Hex.Of(command.Span)} {Hex.Of(response.Span)}");
        _bench.Play(
            """
            8012000005 = 6985
            8014000003810301 = 6985
            """);
        _bench.Session.Toolkit.Send(Hex.Bytes("d003010203"));
        _bench.Session.Toolkit.Send(Hex.Bytes("d00101"));
        _bench.Play(
            """
            80f2000c = 9105
            00a4000c022f50 = 9105
            00b0000001 = 009105
            00b0000100 = 6c0f
            00a4000c029999 = 6a82
            00a40004022f54 = 61*
            +00c0000000 = 62*9105
            8014000003810301 = 6985
            8012000001 = 6c05
            8012000000 = 6c05
            8012000105 = 6a86
            8012000005 = d0030102039000
            8012000005 = 6985
            80f2000c = 9000
            8014000103810301 = 6a86
            80140000 = 6700
            8014000003810301 = 9103
            8014000003810301 = 6985
            8012000003 = d001019000
            8014000003810302 = 9000
            8012000003 = 6985
            """);
        Assert.That(answered, Is.EqualTo(new[] { "d003010203 810301", "d00101 810302" }));
    }

    [Test]
    public void Clause_7_4_2_256_bytes_are_announced_as_00()
    {
        _bench.Session.Toolkit.Send(new byte[256]);
        Assert.That(_bench.Send("80f2000c"), Is.EqualTo("9100"));
        Assert.That(_bench.Send("8012000000"), Is.EqualTo(new string('0', 512) + "9000"));
    }

    [Test]
    public void Clause_11_2_1_TERMINAL_PROFILE_says_what_the_terminal_can_do_until_a_reset()
    {
        _bench.Play(
            """
            80100000 = 6700
            801001000101 = 6a86
            801000010101 = 6a86
            001000000101 = 6e00
            8010000003010080 = 9000
            """);
        Assert.That(Hex.Of(_bench.Session.Toolkit.Profile.Span), Is.EqualTo("010080"));
        _bench.Session.Toolkit.Send([1]);
        _bench.Session.Reset();
        Assert.That(_bench.Session.Toolkit.Profile.IsEmpty && _bench.Session.Toolkit.WaitingSize == 0);
    }

    [Test]
    public void Clause_11_2_2_ENVELOPE_is_answered_by_an_applet()
    {
        _bench.Play("80c2000003d10100 = 6985\n80c20000 = 6700\n80c2010001d1 = 6a86");
        _bench.Session.Toolkit.Applet = (ReadOnlySpan<byte> envelope, ref CardAnswer answer) =>
        {
            answer.Put(envelope);
            answer.Put([0xEE]);
            _bench.Session.Toolkit.Send([0xD0, 0x00]);
            return StatusWord.Success;
        };
        _bench.Play("80c2000003d10100 = 6104\n00c0000004 = d10100ee9102");
    }

    [TestCase("10")]
    [TestCase("12")]
    [TestCase("14")]
    [TestCase("C2")]
    public void Table_10_5_the_toolkit_is_on_the_basic_channel_alone(string instruction)
    {
        _bench.Session.Toolkit.Send([1]);
        Assert.That(_bench.Send("0070000001"), Is.EqualTo("019101"));
        Assert.That(_bench.Send($"81{instruction}000001"), Is.EqualTo("6e00"));
    }
}
