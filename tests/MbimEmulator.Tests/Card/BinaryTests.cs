namespace MbimEmulator.Tests.Card;

/// <summary>READ BINARY and UPDATE BINARY (ETSI TS 102 221, 11.1.3 and 11.1.4).</summary>
public class BinaryTests
{
    [Clause("11.1.3 offsets and lengths", """
        00a4000c022f50 = 9000
        00b0000010 = 000102030405060708090a0b0c0d0e0f9000
        00b0000003 = 0001029000
        00b0000f01 = 0f9000
        00b0000f02 = 6c01
        00b0001001 = 6b00
        00b07fff01 = 6b00
        00b0000011 = 6c10
        00b0000000 = 6c10
        00b00000 = 6c10
        00b0000802ffff = 6700
        +00b0000800 = 08090a0b0c0d0e0f9000
        """)]
    [Clause("11.1.3 more than an answer takes", """
        00a4000c022f53 = 9000
        00b0000000 = ff*9000
        00b00000 = 6c00
        00b0002c00 = ff*9000
        00b0002d00 = 6cff
        00b0012b01 = ff9000
        00b0012c01 = 6b00
        """)]
    [Clause("11.1.3 a short identifier selects", """
        00b0950010 = 000102030405060708090a0b0c0d0e0f9000
        00b0000101 = 019000
        00b0950f01 = 0f9000
        00b0951001 = 6b00
        00b0810001 = 6a82
        00b0800001 = 6a82   # no file has the short identifier 0
        00b0a50001 = 6a86
        00b0c00001 = 6a86
        00b0960001 = 6981
        00a4000c027f10 = 9000
        00b0950001 = 6a82
        """)]
    [Clause("11.1.3 what is selected", """
        00b0000001 = 6986
        00a4000c022f51 = 9000
        00b0000001 = 6981
        00a4000c022f52 = 9000
        00b0000001 = 6981
        00a4000c022f54 = 9000
        00b0000001 = 6982
        00a4000c022f56 = 9000
        00b0000001 = 6982
        80b0000001 = 6e00
        """)]
    [Clause("11.1.4 UPDATE BINARY", """
        00d6000001aa = 6986
        00a4000c022f50 = 9000
        00d6000002aabb = 9000
        00d6000f01cc = 9000
        00b0000010 = aabb02030405060708090a0b0c0d0ecc9000
        00d6000f02dddd = 6700
        00d6001001dd = 6b00
        00d60000 = 6700
        00d6000000 = 6700
        00d695020177 = 9000
        00b0000010 = aabb77030405060708090a0b0c0d0ecc9000
        00d681000177 = 6a82
        00d6a5000177 = 6a86
        00a4000c022f51 = 9000
        00d6000001aa = 6981
        00a4000c022f55 = 9000
        00d6000001aa = 6982
        00b0000001 = 559000
        """)]
    public void Clause(string script) => new CardBench().Play(script);
}
