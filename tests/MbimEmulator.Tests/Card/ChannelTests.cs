namespace MbimEmulator.Tests.Card;

/// <summary>Logical channels, classes, instructions and GET RESPONSE (ETSI TS 102 221, 7.3.1.1, 8.7, 10.1 and 11.1.17).</summary>
public class ChannelTests
{
    [Clause("8.7 a channel has its own files", """
        0070000001 = 019000
        0070000001 = 029000
        01a4000c022f50 = 9000
        02a4000c022f53 = 9000
        01b0000001 = 009000
        02b0000001 = ff9000
        00b0000001 = 6986
        00708001 = 9000
        01b0000001 = 6881
        02b0000001 = ff9000
        0070000001 = 019000   # the first free one
        01b0000001 = 6986
        """)]
    [Clause("8.7 from the basic channel at the MF, from another in its directory", """
        00a4040c07a0000000871002 = 9000
        0070000001 = 019000
        81f2000100 = 9000
        +81f2000000 = *83023f00*9000
        01a4000c027fff = 6a82
        01a4040c07a0000000871004 = 9000
        01a4000c026fad = 9000
        0170000001 = 029000
        +82f2000100 = 8410a0000000871004*9000
        +82f2000000 = *8410a0000000871004*9000
        02b0000001 = 6986
        02a4000c026fad = 9000
        +80f2000100 = 8410a0000000871002*9000
        """)]
    [Clause("11.1.17 MANAGE CHANNEL", """
        00700000 = 6c01
        0070000000 = 6c01
        0070000002 = 6c01
        0070000101 = 6a86
        0070010001 = 6a86
        007000000101 = 6700
        0070000001 = 019000
        00708000 = 6a86
        00708014 = 6a86
        007080ff = 6a86
        00708002 = 6881
        00708013 = 6881
        0070800101 = 6700
        0070800100 = 9000
        00708001 = 6881
        0070000001 = 019000
        01708000 = 9000   # itself
        01a40000 = 6881
        80700000 = 6e00
        """)]
    [Clause("9.5 PINs are verified for all channels of a terminal", """
        0070000001 = 019000
        01a4000c022f56 = 9000
        01b0000001 = 6982
        002000810835363738ffffffff = 9000
        01b0000001 = 569000
        """)]
    [Clause("10.1.1 classes", """
        a0a40000023f00 = 6e00
        10a40000023f00 = 6e00
        50a40000023f00 = 6e00
        70a40000023f00 = 6e00
        90f2000c = 6e00
        b0f2000c = 6e00
        d0f2000c = 6e00
        f0f2000c = 6e00
        fff2000c = 6e00
        80a40000023f00 = 6e00
        40a4000c023f00 = 6881
        4fa4000c023f00 = 6881
        c0f2000c = 6881
        cff2000c = 6881
        03a4000c023f00 = 6881
        83f2000c = 6881
        04a4000c023f00 = 6882
        08a4000c023f00 = 6882
        0ca4000c023f00 = 6882
        84f2000c = 6882
        8cf2000c = 6882
        60a4000c023f00 = 6882
        6fa4000c023f00 = 6882
        e0f2000c = 6882
        """)]
    [Clause("10.1.2 instructions", """
        00000000 = 6d00
        00cb0000 = 6d00
        00db0000 = 6d00
        00840000 = 6d00
        00e00000 = 6d00
        00ff0000 = 6d00
        80cb0000 = 6d00
        a0ff0000 = 6e00
        80aa000005a903830180 = 9000
        80aa0000 = 6700
        """)]
    [Clause("10.2 commands of no form", """
        00 = 6700
        00a4 = 6700
        00a400 = 6700
        00a4000c0200 = 6700
        00a4000c023f000000 = 6700
        00a4000c00023f00 = 6700
        00a4000c0000023f00 = 6700
        00a4000c023f0000 = 9000
        """)]
    [Clause("7.3.1.1.4 GET RESPONSE in pieces", """
        00a40004022f54 = 61*
        00c0000001 = 6261*
        00c00000ff = 6c*
        00c00000 = 6c*
        00c0000100 = 6a86
        00c0010000 = 6a86
        00c000000101 = 6700
        00c0000002 = *61*
        +00c0000000 = *2f54*9000
        00c0000001 = 6985
        """)]
    [Clause("7.3.1.1.4 what waits is the channel's that asked", """
        0070000001 = 019000
        01a40004022f54 = 61*
        00c0000001 = 6985
        01c0000001 = 6261*
        """)]
    [Clause("7.3.1.1.4 what waits is lost by any other command", """
        00c0000001 = 6985
        00a40004022f54 = 61*
        80f2000c = 9000
        00c0000001 = 6985
        00a40004022f54 = 61*
        00ff0000 = 6d00
        00c0000001 = 6985
        00a40004022f54 = 61*
        a0a40000 = 6e00
        00c0000001 = 6985
        00a40004022f54 = 61*
        00 = 6700
        00c0000001 = 6985
        00a40004022f54 = 61*
        00a4000c029999 = 6a82
        00c0000001 = 6985
        00a40004022f54 = 61*
        reset
        00c0000001 = 6985
        """)]
    public void Clause(string script) => new CardBench().Play(script);

    [Test]
    public void Clause_8_7_there_are_19_channels_beside_the_basic_one()
    {
        var bench = new CardBench();
        for (var channel = 1; channel < 20; channel++)
        {
            Assert.That(bench.Send($"{Class(0x80, channel):x2}f2000c"), Is.EqualTo("6881"));
            Assert.That(bench.Send("0070000001"), Is.EqualTo($"{channel:x2}9000"));
            Assert.That(bench.Send($"{Class(0x80, channel):x2}f2000c"), Is.EqualTo("9000"));
            Assert.That(bench.Send($"{Class(0x00, channel):x2}a4000c022f5{channel % 2}"), Is.EqualTo("9000"));
        }

        Assert.That(bench.Send("0070000001"), Is.EqualTo("6a81"));
        for (var channel = 1; channel < 20; channel++)
        {
            Assert.That(bench.Send($"{Class(0x00, channel):x2}b0000001"), Is.EqualTo(channel % 2 == 0 ? "009000" : "6981"));
            Assert.That(bench.Collect($"{Class(0x00, channel):x2}a40004022f50"), Does.EndWith("9000").And.StartWith("62"));
        }

        Assert.That(bench.Send("00708013"), Is.EqualTo("9000"));
        Assert.That(bench.Send("4170800a"), Is.EqualTo("9000"), "from channel 5");
        Assert.That(bench.Send("4f70800a"), Is.EqualTo("6881"));
        Assert.That(bench.Send("4070000001"), Is.EqualTo("0a9000"));
        bench.Session.Reset();
        Assert.That(Enumerable.Range(0, 20).Where(bench.Session.IsOpen), Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void Every_length_of_a_command_is_answered()
    {
        var bench = new CardBench();
        var command = new byte[65_544];
        new byte[] { 0x00, 0xA4, 0x00, 0x0C, 0x02, 0x3F, 0x00 }.CopyTo(command.AsSpan());
        for (var length = 0; length <= command.Length; length++)
        {
            command[4] = (byte)(length <= 260 && length > 5 ? length - 5 : 2);
            var answer = bench.Session.Transmit(command.AsSpan(0, length));
            var expected = length switch
            {
                < 4 or > 260 => "6700",
                4 => "9000",
                5 => "9000",
                7 => "9000",
                _ => "6a87",
            };
            if (Keys.Hex.Of(answer) != expected)
            {
                Assert.Fail($"{length} bytes: {Keys.Hex.Of(answer)}, expected {expected}");
            }
        }
    }

    private static int Class(int ordinary, int channel) => channel < 4 ? ordinary | channel : ordinary | 0x40 | (channel - 4);
}
