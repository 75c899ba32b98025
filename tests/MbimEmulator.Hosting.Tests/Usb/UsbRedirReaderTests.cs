using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using MbimEmulator.Hosting.Endpoints.Usb;
using MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

namespace MbimEmulator.Hosting.Tests.Usb;

public sealed class UsbRedirReaderTests
{
    private const int Runs = 300;

    // What a guest may send, each with what it has to be read as.
    private static readonly (uint Type, Func<byte, bool, byte[]> Body, Func<UsbRedirRequest, byte, bool> IsRead)[] Kinds =
    [
        (3, (_, _) => [], (_, _) => true),
        (6, (x, _) => [x], (r, x) => r.Setup == new UsbSetup(0x00, 9, x, 0, 0)),
        (7, (_, _) => [], (r, _) => r.Setup == new UsbSetup(0x80, 8, 0, 0, 1)),
        (9, (x, _) => [x, 3], (r, x) => r.Setup == new UsbSetup(0x01, 11, 3, x, 0)),
        (10, (x, _) => [x], (r, x) => r.Setup == new UsbSetup(0x81, 10, 0, x, 1)),
        (12, (x, _) => [x, 1, 2], (r, x) => r.Endpoint == x),
        (13, (x, _) => [x], (r, x) => r.Endpoint == x),
        (15, (x, _) => [x], (r, x) => r.Endpoint == x),
        (16, (x, _) => [x], (r, x) => r.Endpoint == x),
        (21, (_, _) => [], (_, _) => true),
        (22, (_, _) => [], (_, _) => true),
        (23, (x, _) => new byte[x], (_, _) => true),
        (24, (_, _) => [], (_, _) => true),
        (100, (x, _) => RedirPacket.Control(0xA180, x, 0x1234, x * 100, []),
            (r, x) => r.Endpoint == 0x80 && r.Setup == new UsbSetup(0xA1, 0x80, x, 0x1234, (ushort)(x * 100)) && r.Data.Length == 0),
        (100, (x, _) => RedirPacket.Control(0x2100, 0, x, x, Fill(x)), (r, x) => r.Setup == new UsbSetup(0x21, 0, 0, x, x) && IsFilled(r, x)),
        (101, (x, isLong) => RedirPacket.Bulk(0x82, x, [], isLong, stream: x), (r, x) => (r.Endpoint, r.Length, r.StreamId, r.Data.Length) == (0x82, x, x, 0)),
        (101, (x, isLong) => RedirPacket.Bulk(0x03, x * 257, Fill(x * 257), isLong), (r, x) => r.Endpoint == 3 && IsFilled(r, x * 257)),
        (102, (x, _) => [3, 0, x, 0, .. Fill(x)], (r, x) => IsFilled(r, x)),
        (103, (x, _) => [3, 0, x, 0, .. Fill(x)], (r, x) => IsFilled(r, x)),
    ];

    private static readonly UsbRedirCapabilities[] Negotiations =
    [
        UsbRedirCapabilities.None, UsbRedirCapabilities.LongIds, UsbRedirCapabilities.LongBulk, UsbRedirCapabilities.Offered,
    ];

    [Test]
    public void Packets_are_read_as_they_were_written_however_they_are_cut() => Check(
        from seeds in Gen.Choose(0, int.MaxValue).NonEmptyListOf()
        from negotiation in Gen.Elements(Negotiations)
        from cut in Gen.Choose(1, 700)
        select (seeds, negotiation, cut),
        one =>
        {
            var isLongId = one.negotiation.HasFlag(UsbRedirCapabilities.LongIds);
            var isLongBulk = one.negotiation.HasFlag(UsbRedirCapabilities.LongBulk);
            byte[] stream = [.. one.seeds.SelectMany(seed => RedirPacket.Write(KindOf(seed).Type, IdOf(seed, isLongId), KindOf(seed).Body((byte)(seed >> 8), isLongBulk), isLongId))];
            var rest = ReadOnlySequence<byte>.Empty;
            var have = 0;
            foreach (var seed in one.seeds)
            {
                UsbRedirRequest request;
                while (!UsbRedirReader.TryRead(ref rest, one.negotiation, out request))
                {
                    if (have == stream.Length)
                    {
                        return false;
                    }

                    // In pieces of that size, so that a packet lies over several of them.
                    var next = Math.Min(stream.Length, have + one.cut);
                    rest = Join(rest, stream.AsMemory(have, next - have));
                    have = next;
                }

                using (request.Data)
                {
                    if ((uint)request.Type != KindOf(seed).Type || request.Id != IdOf(seed, isLongId) || !KindOf(seed).IsRead(request, (byte)(seed >> 8)))
                    {
                        return false;
                    }
                }
            }

            return rest.IsEmpty && have == stream.Length;
        });

    [Test]
    public void Any_bytes_are_read_refused_or_waited_for() => Check(
        from bytes in Gen.Choose(0, 255).Select(x => (byte)x).ArrayOf()
        from type in Gen.Choose(0, 105)
        from length in Gen.OneOf(Gen.Choose(0, 80), Gen.Constant(int.MaxValue), Gen.Constant(-1), Gen.Constant(UsbRedirReader.MaxData + 10))
        from negotiation in Gen.Elements<UsbRedirCapabilities?>([null, .. Negotiations.Select(n => (UsbRedirCapabilities?)n)])
        select (bytes, type, length, negotiation),
        one =>
        {
            byte[] stream = [(byte)one.type, 0, 0, 0, .. BitConverter.GetBytes(one.length), .. one.bytes];
            var rest = new ReadOnlySequence<byte>(stream);
            try
            {
                while (UsbRedirReader.TryRead(ref rest, one.negotiation, out var request))
                {
                    request.Data.Dispose();
                }

                return rest.Length <= stream.Length;
            }
            catch (InvalidDataException e)
            {
                return e.Message.Length > 10;
            }
        });

    [Test]
    public void A_length_is_refused_before_its_bytes_have_come()
    {
        var input = new ReadOnlySequence<byte>([101, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, 0, 0, 0, 0]);
        Assert.That(
            () => UsbRedirReader.TryRead(ref input, UsbRedirCapabilities.LongBulk, out _),
            Throws.TypeOf<InvalidDataException>().With.Message.EqualTo($"packet BulkData of {0x7FFFFFFF} bytes; expected 10 to {UsbRedirReader.MaxData + 10}"));
    }

    private static (uint Type, Func<byte, bool, byte[]> Body, Func<UsbRedirRequest, byte, bool> IsRead) KindOf(int seed) => Kinds[seed % Kinds.Length];

    private static ulong IdOf(int seed, bool isLong) => isLong ? ((ulong)seed << 32) | 7 : (uint)seed;

    private static byte[] Fill(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 3))];

    private static bool IsFilled(in UsbRedirRequest request, int length) => request.Data.Span.SequenceEqual(Fill(length));

    private static ReadOnlySequence<byte> Join(in ReadOnlySequence<byte> first, ReadOnlyMemory<byte> second)
    {
        var start = new Segment(first.ToArray(), 0);
        var end = new Segment(second, start.Memory.Length);
        start.Append(end);
        return new ReadOnlySequence<byte>(start, 0, end, end.Memory.Length);
    }

    private static void Check<T>(Gen<T> cases, Func<T, bool> holds) =>
        FsCheck.Fluent.Prop.ForAll(cases.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(20260101, 7));

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index) => (Memory, RunningIndex) = (memory, index);

        public void Append(Segment next) => Next = next;
    }
}
