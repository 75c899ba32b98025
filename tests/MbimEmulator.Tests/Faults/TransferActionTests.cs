using System.Buffers.Binary;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimProtocol.Messages;
using static MbimEmulator.Tests.Faults.FaultBench;

namespace MbimEmulator.Tests.Faults;

public sealed class TransferActionTests
{
    private static readonly byte[] Payload = [.. Enumerable.Range(0, 100).Select(i => (byte)i)];

    [Test]
    public void Fragments_go_in_the_order_that_was_ordered()
    {
        var bench = new FaultBench(Rule(Done, new FragmentAction { Size = 64, Order = [0, 2, 1] }));
        bench.Host.Query(7, 1, Payload);
        Assert.That(bench.Transfers().Select(Current), Is.EqualTo(new uint[] { 0, 2, 1, 3 }).Or.EqualTo(new uint[] { 0, 2, 1 }));
    }

    [Test]
    public void A_fragment_is_missing_first_or_last()
    {
        var bench = new FaultBench(
            Rule(Done with { TransactionId = 7 }, new FragmentAction { Size = 64, Missing = [0] }),
            Rule(Done with { TransactionId = 8 }, new FragmentAction { Size = 64, Missing = [-1] }));
        bench.Host.Query(7, 1, Payload);
        var first = bench.Transfers().ConvertAll(Current);
        bench.Host.Query(8, 1, Payload);
        var last = bench.Transfers().ConvertAll(Current);
        Assert.That(first[0], Is.EqualTo(1));
        Assert.That(last, Is.EqualTo(new[] { 0u }.Concat(first.SkipLast(1))));
    }

    [Test]
    public void A_gap_comes_before_each_fragment_but_the_first_and_nothing_else_goes_meanwhile()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new FragmentAction { Size = 128, Gap = Ms(2000) }));
        bench.Host.Query(7, 1, Payload);
        Assert.That(bench.Transfers(), Has.Count.EqualTo(1));
        Assert.That(bench.Ask(8), Is.Empty);
        bench.Advance(1999);
        Assert.That(bench.Transfers(), Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transfers(), Has.Count.EqualTo(2));
    }

    [Test]
    public void Fragment_headers_say_what_was_ordered()
    {
        var bench = new FaultBench(Rule(Done, new FragmentAction { Size = 64, Total = 0, AddToCurrent = 5, AddToTransactionId = 10 }));
        bench.Host.Query(7, 1, Payload);
        var transfers = bench.Transfers();
        Assert.Multiple(() =>
        {
            Assert.That(transfers.Select(bytes => FragmentHeader.Read(bytes.AsSpan(12)).Total), Is.All.Zero);
            Assert.That(transfers.Select(Current).Take(2), Is.EqualTo(new[] { 5, 6 }));
            Assert.That(transfers.Select(bytes => MessageHeader.Read(bytes).TransactionId).Take(2), Is.EqualTo(new[] { 7, 17 }));
        });
    }

    [Test]
    public void A_notification_goes_between_two_fragments()
    {
        var bench = new FaultBench(Rule(Done, new FragmentAction { Size = 64, Interleave = Indication(5, 1) }));
        bench.Host.Query(7, 1, Payload);
        Assert.That(
            bench.Transfers().Select(bytes => MessageHeader.Read(bytes).Type).Take(3),
            Is.EqualTo(new[] { MbimMessageType.CommandDone, MbimMessageType.IndicateStatus, MbimMessageType.CommandDone }));
    }

    [Test]
    public void Messages_go_in_one_transfer_with_notifications_around_them()
    {
        var bench = new FaultBench(Rule(Done, new ConcatenateAction([Indication(5, 1)], [Indication(6, 2)], 0, TimeSpan.Zero)));
        bench.Host.Query(7, 1);
        Assert.That(Types(bench.Transfers().Single()), Is.EqualTo(new[] { MbimMessageType.IndicateStatus, MbimMessageType.CommandDone, MbimMessageType.IndicateStatus }));
    }

    [Test]
    public void A_message_takes_the_next_ones_along_or_goes_in_time()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new ConcatenateAction([], [], 1, Ms(500))));
        bench.Host.Query(7, 1);
        Assert.That(bench.Transfers(), Is.Empty);
        bench.Host.Query(8, 1);
        Assert.That(Types(bench.Transfers().Single()), Has.Length.EqualTo(2));
        bench.Host.Query(7, 1);
        bench.Advance(500);
        Assert.That(Types(bench.Transfers().Single()), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_message_dribbles_on_a_stream_and_goes_whole_on_a_link_that_cannot()
    {
        var bench = new FaultBench(Rule(Done, new DribbleAction(1, Ms(1))));
        bench.Host.Query(7, 1);
        Assert.That(bench.Transfers().Single(), Has.Length.EqualTo(48));
        bench.Reattach(CarrierKind.Stream);
        bench.Host.Query(7, 1);
        bench.Advance(1000);
        var pieces = bench.Transfers();
        Assert.That(pieces, Has.Count.EqualTo(48).And.All.Length.EqualTo(1));
        Assert.That(pieces.SelectMany(piece => piece), Is.EqualTo(new FaultBench().Also(b => b.Host.Query(7, 1)).Transfers().Single()));
    }

    [Test]
    public void Garbage_goes_before_after_or_instead()
    {
        foreach (var place in Enum.GetValues<GarbagePlace>())
        {
            var bench = new FaultBench(Rule(Done, new GarbageAction([0xFF, 0xFE], 0, place)));
            bench.Host.Query(7, 1);
            var bytes = bench.Transfers().Single();
            Assert.That(bytes, Has.Length.EqualTo(place == GarbagePlace.Instead ? 2 : 50));
            Assert.That(bytes.AsSpan(place == GarbagePlace.After ? 48 : 0, 2).ToArray(), Is.EqualTo(new byte[] { 0xFF, 0xFE }));
        }
    }

    [TestCase("messageLength", 4, 1048576)]
    [TestCase("transactionId", 8, 99)]
    [TestCase("totalFragments", 12, 0)]
    [TestCase("status", 40, 2)]
    [TestCase("informationBufferLength", 44, 4000)]
    public void A_place_of_the_header_is_written_over(string place, int offset, int value)
    {
        var bench = new FaultBench(Rule(Done, new PatchAction { Place = place, Number = value }));
        bench.Host.Query(7, 1, 1, 2, 3, 4);
        var bytes = bench.Transfers().Single();
        Assert.That(bytes, Has.Length.EqualTo(52));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset)), Is.EqualTo(value));
    }

    [Test]
    public void Bytes_are_written_over_by_offset_from_either_end_or_added_to()
    {
        var bench = new FaultBench(Rule(
            Done, new PatchAction { Offset = 48, Bytes = [9] }, new PatchAction { Offset = -1, Bytes = [8, 7] }, new PatchAction { Place = "messageLength", Number = 4, IsRelative = true }));
        bench.Host.Query(7, 1, 1, 2, 3, 4);
        var bytes = bench.Transfers().Single();
        Assert.That(bytes[48..], Is.EqualTo(new byte[] { 9, 2, 3, 8 }));
        Assert.That(BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4)), Is.EqualTo(56));
    }

    [Test]
    public void A_message_is_cut_off_with_or_without_its_lengths()
    {
        var bench = new FaultBench(Rule(Done with { TransactionId = 7 }, new ResizeAction(-2, KeepsLengthsRight: false)), Rule(Done with { TransactionId = 8 }, new ResizeAction(-2, KeepsLengthsRight: true)));
        bench.Host.Query(7, 1, 1, 2, 3, 4);
        var cut = bench.Transfers().Single();
        Assert.That((cut.Length, MessageHeader.Read(cut).Length), Is.EqualTo((50, 52)));
        Assert.That(bench.Ask(8, 1, 2, 3, 4), Is.EqualTo(new[] { "CommandDone 8 Success 0102" }));
    }

    [Test]
    public void Nothing_goes_to_a_stalled_host_until_its_time_has_come()
    {
        var bench = new FaultBench(Rule(Command with { TransactionId = 7 }, new StallAction(new DelayTime { Time = Ms(1000) })));
        Assert.That(bench.Ask(7), Is.Empty);
        Assert.That(bench.Ask(8), Is.Empty);
        bench.Advance(1000);
        Assert.That(bench.Host.Received(), Is.EqualTo(new[] { "CommandDone 7 Success", "CommandDone 8 Success" }));
    }

    [Test]
    public void A_throttled_wire_takes_its_time()
    {
        var bench = new FaultBench(Rule(Command with { TransactionId = 1000 }, new ThrottleAction(480, null)));
        bench.Ask(1000);
        bench.Host.Query(1, 1);
        bench.Host.Query(2, 1);
        Assert.That(bench.Host.Received(), Is.Empty);
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
        bench.Advance(100);
        Assert.That(bench.Host.Received(), Has.Length.EqualTo(1));
    }

    [Test]
    public void A_transfer_is_acted_on_either_way()
    {
        var bench = new FaultBench(Rule(new TransferTrigger(TransferDirection.ToFunction), new DropAction()) with { Nth = 2 });
        Assert.That(bench.Ask(7), Has.Length.EqualTo(1));
        Assert.That(bench.Ask(8), Is.Empty);
        bench = new FaultBench(Rule(new TransferTrigger(TransferDirection.ToHost), new PatchAction { Offset = 8, Number = 77 }) with { Nth = 2 });
        Assert.That(bench.Ask(7), Is.EqualTo(new[] { "CommandDone 7 Success" }));
        Assert.That(bench.Ask(8), Is.EqualTo(new[] { "CommandDone 77 Success" }));
    }

    private static uint Current(byte[] bytes) => FragmentHeader.Read(bytes.AsSpan(12)).Current;

    private static MbimMessageType[] Types(byte[] bytes)
    {
        List<MbimMessageType> types = [];
        for (var offset = 0; offset < bytes.Length;)
        {
            var header = MessageHeader.Read(bytes.AsSpan(offset));
            types.Add(header.Type);
            offset += (int)header.Length;
        }

        return [.. types];
    }
}
