using FsCheck.Fluent;
using MbimProtocol.DataPlane;

namespace MbimProtocol.Tests.DataPlane;

public sealed class NtbWriterTests
{
    private static readonly NtbLayout Small16 = new(NtbFormat.Ntb16, 2048);

    [Test]
    public void A_16_bit_block_is_laid_out_as_the_specification_has_it()
    {
        var writer = new NtbWriter(Small16);
        writer.TryAdd(NtbStream.IP(0), [0x45, 1, 2]);
        writer.TryAdd(NtbStream.Dss(9), [7]);
        writer.TryAdd(NtbStream.IP(0), [0x45, 3]);
        Assert.That(Convert.ToHexStringLower(writer.Finish()), Is.EqualTo(Convert.ToHexStringLower(NtbSamples.Bytes(
            "4e434d48 0c00 0000 3c00 1800",
            "45010200 07000000 4503 0000",
            "49505300 1400 2c00 0c00 0300 1400 0200 0000 0000",
            "44535309 1000 0000 1000 0100 0000 0000"))));
    }

    [Test]
    public void A_32_bit_block_heeds_divisor_remainder_and_alignment()
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb32, 4096, divisor: 8, remainder: 2, alignment: 16));
        writer.TryAdd(NtbStream.Dss(1), []);
        writer.TryAdd(NtbStream.Dss(1), [0xaa]);
        Assert.That(Convert.ToHexStringLower(writer.Finish()), Is.EqualTo(Convert.ToHexStringLower(NtbSamples.Bytes(
            "6e636d68 1000 0000 48000000 20000000",
            "0000 aa 00000000000000000000000000",
            "64737301 2800 0000 00000000 00000000 12000000 00000000 12000000 01000000 00000000 00000000"))));
    }

    [Test]
    public void Blocks_are_numbered_from_zero_until_a_reset()
    {
        var writer = new NtbWriter(Small16);
        var numbers = new List<int>();
        for (var i = 0; i < 65_538; i++)
        {
            writer.TryAdd(NtbStream.Dss(0), [1]);
            numbers.Add(BitConverter.ToUInt16(writer.Finish()[6..]));
        }

        Assert.That(numbers, Is.EqualTo(Enumerable.Range(0, 65_538).Select(i => i & 0xffff)));
        writer.TryAdd(NtbStream.Dss(0), [1]);
        writer.Reset();
        Assert.That(writer.Count, Is.Zero);
        writer.TryAdd(NtbStream.Dss(0), [1]);
        Assert.That(BitConverter.ToUInt16(writer.Finish()[6..]), Is.Zero);
    }

    [Test]
    public void Each_block_carries_its_own_datagrams_alone()
    {
        var writer = new NtbWriter(Small16);
        writer.TryAdd(NtbStream.Dss(1), [0xff, 0xff, 0xff, 0xff, 0xff]);
        writer.Finish();
        writer.TryAdd(NtbStream.Dss(2), [1]);
        var found = NtbSamples.Read(writer.Finish());
        Assert.That(found.Single().Stream, Is.EqualTo(NtbStream.Dss(2)));
    }

    [Test]
    public void The_largest_datagram_is_what_one_block_holds_exactly(
        [Values] NtbFormat format, [Values(2048, 2049, 2051, 16384, 65535, 65536, 131072)] int maxSize, [Values(1, 4, 32, 64)] int divisor,
        [Values(0, 1, 3)] int remainder, [Values(4, 16, 64)] int alignment)
    {
        var layout = new NtbLayout(format, maxSize, divisor, Math.Min(remainder, divisor - 1), alignment);
        var largest = layout.MaxDatagramSize;
        var writer = new NtbWriter(layout);
        Assert.That(writer.TryAdd(NtbStream.Dss(0), new byte[largest + 1]), Is.False);
        Assert.That(writer.TryAdd(NtbStream.Dss(0), new byte[largest]), Is.True);
        var block = writer.Finish();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(block.Length, Is.InRange(layout.MaxSize - alignment - 3, layout.MaxSize));
            Assert.That(NtbSamples.Read(block).Single().Data, Has.Length.EqualTo(largest));
        }
    }

    [Test]
    public void No_more_datagrams_than_the_device_takes_are_in_a_block()
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 2048, maxDatagrams: 2));
        var taken = Enumerable.Range(0, 3).Select(i => writer.TryAdd(NtbStream.Dss((byte)i), [1]));
        Assert.That(taken, Is.EqualTo([true, true, false]));
        Assert.That(NtbSamples.Read(writer.Finish()), Has.Count.EqualTo(2));
    }

    [Test]
    public void Whatever_is_taken_is_read_again_in_the_order_of_its_stream() => NtbProperties.Check(
        from format in Gen.Elements(NtbFormat.Ntb16, NtbFormat.Ntb32)
        from size in Gen.Choose(2048, 9000)
        from divisor in Gen.Choose(1, 64)
        from remainder in Gen.Choose(0, divisor - 1)
        from alignment in Gen.Elements(4, 8, 32, 128)
        from datagrams in (from kind in Gen.Elements(NtbStreamKind.IPSession, NtbStreamKind.DeviceServiceStream)
                           from session in Gen.Choose(0, 4)
                           from length in Gen.Frequency((4, Gen.Choose(1, 40)), (1, Gen.Choose(0, 3000)))
                           select (Stream: new NtbStream(kind, (byte)session), Length: kind == NtbStreamKind.IPSession ? Math.Max(1, length) : length)).ListOf()
        select (Layout: new NtbLayout(format, size, divisor, remainder, alignment), Datagrams: datagrams),
        sample =>
        {
            var writer = new NtbWriter(sample.Layout);
            var taken = new List<(NtbStream Stream, string Data)>();
            var number = 0;
            foreach (var (stream, length) in sample.Datagrams)
            {
                var data = new byte[length];
                new Random(number++).NextBytes(data);
                if (writer.TryAdd(stream, data))
                {
                    taken.Add((stream, Convert.ToHexString(data)));
                }
            }

            if (taken.Count == 0)
            {
                return;
            }

            var block = writer.Finish().ToArray();
            var read = NtbSamples.Read(block).Select(d => (d.Stream, Data: Convert.ToHexString(d.Data))).ToList();
            Assert.That(block, Has.Length.LessThanOrEqualTo(sample.Layout.MaxSize));
            Assert.That(read, Has.Count.EqualTo(taken.Count));
            foreach (var stream in taken.Select(t => t.Stream).Distinct())
            {
                Assert.That(read.Where(r => r.Stream == stream), Is.EqualTo(taken.Where(t => t.Stream == stream)));
            }
        });

    [Test]
    public void Every_datagram_and_ndp_stands_where_the_layout_wants_it()
    {
        var layout = new NtbLayout(NtbFormat.Ntb16, 4096, divisor: 32, remainder: 14, alignment: 64);
        var writer = new NtbWriter(layout);
        for (var i = 0; i < 20; i++)
        {
            writer.TryAdd(NtbStream.Dss((byte)(i % 3)), new byte[i]);
        }

        var block = writer.Finish();
        for (int ndp = BitConverter.ToUInt16(block[10..]); ndp != 0; ndp = BitConverter.ToUInt16(block[(ndp + 6)..]))
        {
            Assert.That(ndp % 64, Is.Zero);
            for (var entry = ndp + 8; BitConverter.ToUInt16(block[entry..]) != 0; entry += 4)
            {
                Assert.That(BitConverter.ToUInt16(block[entry..]) % 32, Is.EqualTo(14));
            }
        }
    }

    [Test]
    public void Writing_and_reading_allocate_nothing_once_grown()
    {
        var writer = new NtbWriter(new NtbLayout(NtbFormat.Ntb32, 65536));
        var data = new byte[1400];
        var allocated = Allocations.Of(() =>
        {
            for (var i = 0; i < 8; i++)
            {
                writer.TryAdd(NtbStream.Dss((byte)(i & 1)), data);
            }

            Ntb.TryParse(writer.Finish(), MbimReadMode.Strict, out var ntb, out _);
            foreach (var datagram in ntb)
            {
                _ = datagram.Data.Length;
            }
        });
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void An_empty_ip_packet_is_a_mistake_of_the_caller() =>
        Assert.That(() => new NtbWriter(Small16).TryAdd(NtbStream.IP(0), []), Throws.ArgumentException);
}
