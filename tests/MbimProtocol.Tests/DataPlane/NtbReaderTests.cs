using MbimProtocol.DataPlane;

namespace MbimProtocol.Tests.DataPlane;

public sealed class NtbReaderTests
{
    [Test]
    public void A_16_bit_block_of_several_streams_is_read()
    {
        var block = NtbSamples.Mixed16;
        Assert.That(NtbSamples.Read(block), Is.EqualTo(new (NtbStream, byte[])[]
        {
            (NtbStream.IP(0), [0x45, 0xaa, 0xbb]),
            (NtbStream.IP(0), [0x45, 0xdd]),
            (NtbStream.Dss(7), [1, 2, 3, 4, 5]),
            (NtbStream.IP(3), [0x60, 0xcc]),
        }).Using<(NtbStream Stream, byte[] Data)>((a, b) => a.Stream == b.Stream && a.Data.AsSpan().SequenceEqual(b.Data)));
    }

    [Test]
    public void A_32_bit_block_with_an_empty_datagram_is_read()
    {
        var found = NtbSamples.Read(NtbSamples.Empty32);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(found.Select(d => d.Stream), Is.All.EqualTo(NtbStream.Dss(255)));
            Assert.That(found.Select(d => Convert.ToHexStringLower(d.Data)), Is.EqualTo(["", "deadbeef"]));
        }

        Ntb.TryParse(NtbSamples.Empty32, MbimReadMode.Strict, out var ntb, out _);
        Assert.That((ntb.Format, ntb.Sequence), Is.EqualTo((NtbFormat.Ntb32, (ushort)5)));
    }

    [Test]
    public void A_block_as_Linux_sends_it_is_read()
    {
        var found = NtbSamples.Read(NtbSamples.Linux);
        Assert.That(found.Single().Data, Is.EqualTo(Enumerable.Repeat((byte)0x45, 328)));
    }

    [Test]
    public void A_block_length_of_zero_stands_for_the_whole_transfer()
    {
        var block = NtbSamples.Mixed16.ToArray();
        block[8] = 0;
        Assert.That(NtbSamples.Read(block), Has.Count.EqualTo(4));
    }

    [TestCase(0, (byte)'X', "dwSignature")]
    [TestCase(4, (byte)16, "wHeaderLength")]
    [TestCase(8, (byte)97, "BlockLength")]
    [TestCase(8, (byte)11, "BlockLength")]
    [TestCase(10, (byte)0, "NdpIndex")]
    [TestCase(10, (byte)8, "NdpIndex")]
    [TestCase(10, (byte)33, "NdpIndex")]
    [TestCase(10, (byte)92, "NdpIndex")]
    [TestCase(32, (byte)'X', "dwSignature")]
    [TestCase(36, (byte)12, "wLength")]
    [TestCase(36, (byte)18, "wLength")]
    [TestCase(36, (byte)80, "wLength")]
    [TestCase(40, (byte)11, "DatagramIndex")]
    [TestCase(40, (byte)97, "DatagramIndex")]
    [TestCase(42, (byte)85, "DatagramLength")]
    [TestCase(42, (byte)0, "DatagramLength")]
    [TestCase(48, (byte)12, "DatagramLength")]
    public void A_strict_reader_names_the_field_that_is_wrong(int offset, byte value, string field)
    {
        var block = NtbSamples.Mixed16.ToArray();
        block[offset] = value;
        Assert.That(Ntb.TryParse(block, MbimReadMode.Strict, out _, out var error), Is.False);
        Assert.That(error.Field, Is.EqualTo(field), error.ToString());
        Assert.That(error.Expected, Is.Not.Empty);
    }

    [Test]
    public void A_strict_reader_wants_a_zero_entry_and_no_bytes_behind_the_block()
    {
        var noEnd = NtbSamples.Mixed16.ToArray();
        noEnd.AsSpan(48, 4).Clear();
        NtbSamples.Bytes("1c000200").CopyTo(noEnd, 48);
        byte[] longer = [.. NtbSamples.Mixed16, 0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Ntb.TryParse(noEnd, MbimReadMode.Strict, out _, out var error), Is.False);
            Assert.That(error.Kind, Is.EqualTo(MbimFormatErrorKind.Count));
            Assert.That(Ntb.TryParse(longer, MbimReadMode.Strict, out _, out error), Is.False);
            Assert.That(error.Field, Is.EqualTo("BlockLength"));
        }
    }

    [Test]
    public void A_tolerant_reader_skips_what_it_does_not_know()
    {
        var block = NtbSamples.Mixed16.ToArray();
        block[52] = (byte)'X';
        byte[] longer = [.. block, 1, 2, 3];
        Assert.That(NtbSamples.Read(longer, MbimReadMode.Tolerant).Select(d => d.Stream), Is.EqualTo([NtbStream.IP(0), NtbStream.IP(0), NtbStream.IP(3)]));
    }

    [Test]
    public void An_empty_ip_packet_ends_the_list_for_a_tolerant_reader()
    {
        var block = NtbSamples.Mixed16.ToArray();
        block[42] = 0;
        Assert.That(NtbSamples.Read(block, MbimReadMode.Tolerant).Select(d => d.Stream), Is.EqualTo([NtbStream.Dss(7), NtbStream.IP(3)]));
    }

    [TestCase(52, (byte)'X', "dwSignature at byte 52: found 0x07535358; expected IPS or DSS and a session id (Value)")]
    [TestCase(42, (byte)0, "DatagramLength at byte 40: found 0 bytes; expected an IP packet (Size)")]
    [TestCase(10, (byte)0, "NdpIndex at byte 10: found none; expected an NDP (Offset)")]
    public void What_a_tolerant_reader_passes_over_is_told(int place, byte value, string skipped)
    {
        var block = NtbSamples.Mixed16.ToArray();
        Assert.That(Ntb.TryParse(block, MbimReadMode.Tolerant, out var whole, out _));
        Assert.That(whole.Skipped.ToString(), Is.EqualTo("no error"));
        block[place] = value;
        Assert.That(Ntb.TryParse(block, MbimReadMode.Tolerant, out var ntb, out _));
        Assert.That(ntb.Skipped.ToString(), Is.EqualTo(skipped));
    }

    [Test]
    public void Ndps_in_a_ring_are_refused([Values] MbimReadMode mode)
    {
        var block = NtbSamples.Mixed16.ToArray();
        block[74] = 32;
        Assert.That(Ntb.TryParse(block, mode, out _, out var error), Is.False);
        Assert.That(error.Kind, Is.AnyOf(MbimFormatErrorKind.Count, MbimFormatErrorKind.Overlap), error.ToString());
    }

    [Test]
    public void Many_entries_onto_the_same_bytes_are_refused([Values] MbimReadMode mode)
    {
        var block = new byte[4096];
        NtbSamples.Bytes("4e434d48 0c00 0000 0010 0c00", "44535301 f00f 0000").CopyTo(block, 0);
        for (var at = 20; at < 12 + 0xff0 - 4; at += 4)
        {
            NtbSamples.Bytes("0c00 000f").CopyTo(block, at);
        }

        Assert.That(Ntb.TryParse(block, mode, out _, out var error), Is.False);
        Assert.That(error.Kind, Is.EqualTo(MbimFormatErrorKind.Overlap));
    }

    [Test]
    public void Ndps_over_each_other_are_refused_before_they_multiply([Values] MbimReadMode mode)
    {
        // Each NDP begins 4 bytes behind the one before and takes the rest of the block as its entries.
        var block = new byte[65532];
        NtbSamples.Bytes("6e636d68 1000 0000 fcff0000 10000000").CopyTo(block, 0);
        for (var at = 16; at + 64 < block.Length; at += 64)
        {
            NtbSamples.Bytes("64737301").CopyTo(block, at);
            BitConverter.TryWriteBytes(block.AsSpan(at + 4), (ushort)((block.Length - at) & ~7));
            BitConverter.TryWriteBytes(block.AsSpan(at + 8), at + 64);
            for (var entry = at + 16; entry < at + 64; entry += 8)
            {
                BitConverter.TryWriteBytes(block.AsSpan(entry), 16);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(Ntb.TryParse(block, mode, out _, out _), Is.False);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024));
    }

    [Test]
    public void No_truncation_or_changed_byte_reads_outside_of_the_block([Values] MbimReadMode mode)
    {
        foreach (var sample in new[] { NtbSamples.Mixed16, NtbSamples.Empty32, NtbSamples.Linux[..200] })
        {
            foreach (var mutation in Guarded.Mutations(sample))
            {
                Assert.That(Show(Guarded.Copy(mutation, 0), mode), Is.EqualTo(Show(Guarded.Copy(mutation, 0xff), mode)));
            }
        }
    }

    private static string Show(ReadOnlySpan<byte> block, MbimReadMode mode)
    {
        if (!Ntb.TryParse(block, mode, out var ntb, out var error))
        {
            return error.ToString();
        }

        var shown = "";
        var count = 0;
        foreach (var datagram in ntb)
        {
            shown += $"{datagram.Stream}: {Convert.ToHexString(datagram.Data)}; ";
            count++;
        }

        Assert.That(count, Is.EqualTo(ntb.Count));
        return shown;
    }
}
