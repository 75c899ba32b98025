using MbimProtocol.DataPlane;

namespace MbimProtocol.Tests.DataPlane;

internal static class NtbSamples
{
    /// <summary>Two IP sessions and a device service stream in a 16-bit block, byte by byte.</summary>
    public static readonly byte[] Mixed16 = Bytes(
        "4e434d48 0c00 0000 6000 2000",          // NTH16: NCMH, 12, sequence 0, 96 bytes, first NDP at 32
        "45aabb00",                              // @12 IPS 0: 3 bytes, a byte of padding
        "0102030405 000000",                     // @16 DSS 7: 5 bytes
        "60cc0000 45dd0000",                     // @24 IPS 3: 2 bytes; @28 IPS 0: 2 bytes
        "49505300 1400 3400 0c00 0300 1c00 0200 0000 0000",   // @32 IPS 0, 20 bytes, next NDP at 52
        "44535307 1000 4400 1000 0500 0000 0000",             // @52 DSS 7, 16 bytes, next NDP at 68
        "49505303 1000 0000 1800 0200 0000 0000",             // @68 IPS 3, the last one
        "000000000000000000000000");             // @84 padding to the block length

    /// <summary>A 32-bit block with an empty and a full datagram of a device service stream.</summary>
    public static readonly byte[] Empty32 = Bytes(
        "6e636d68 1000 0500 44000000 14000000",  // NTH32: ncmh, 16, sequence 5, 68 bytes, first NDP at 20
        "deadbeef",                              // @16
        "647373ff 2800 0000 00000000 00000000",  // @20 dss 255, 40 bytes
        "10000000 00000000 10000000 04000000 00000000 00000000",
        "00000000 00000000");

    /// <summary>As Linux sends it: the NDP at 12 in 172 reserved bytes, the datagram at 184, one byte of padding so that no packet is full.</summary>
    public static readonly byte[] Linux = Linux16();

    public static byte[] Bytes(params string[] hex) => Convert.FromHexString(string.Concat(hex).Replace(" ", "", StringComparison.Ordinal));

    public static List<(NtbStream Stream, byte[] Data)> Read(ReadOnlySpan<byte> block, MbimReadMode mode = MbimReadMode.Strict)
    {
        Assert.That(Ntb.TryParse(block, mode, out var ntb, out var error), Is.True, error.ToString());
        var found = new List<(NtbStream, byte[])>();
        foreach (var datagram in ntb)
        {
            found.Add((datagram.Stream, datagram.Data.ToArray()));
        }

        Assert.That(ntb.Count, Is.EqualTo(found.Count));
        return found;
    }

    private static byte[] Linux16()
    {
        var block = new byte[184 + 328 + 1];
        Bytes("4e434d48 0c00 2a00 0102 0c00", "49505300 1000 0000 b800 4801 0000 0000").CopyTo(block, 0);
        block.AsSpan(184, 328).Fill(0x45);
        return block;
    }
}
