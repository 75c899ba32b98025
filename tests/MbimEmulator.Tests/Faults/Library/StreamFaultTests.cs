using MbimEmulator.Links;
using MbimEmulator.Tests.Function;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.LibraryBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class StreamFaultTests
{
    [Test]
    public void T18_an_answer_comes_byte_by_byte()
    {
        var bench = OnStream("T18");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo(bench.TakeSoundAnswer().Chunk(1)));
    }

    [Test]
    public void T26_message_length_is_far_too_big()
    {
        var bench = OnStream("T26");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 4, 0x10_0000)]));
    }

    [Test]
    public void T27_bytes_that_belong_to_nothing_stand_in_front_of_an_answer()
    {
        var bench = OnStream("T27");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([(byte[])[255, 255, 255, 255, 255, 255, 255, 255, .. bench.TakeSoundAnswer()]]));
    }

    [Test]
    public void T28_message_length_is_too_small()
    {
        var bench = OnStream("T28");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 4, 16)]));
    }

    [Test]
    public void T29_a_message_of_length_0_comes_in_front_of_the_answer()
    {
        var bench = OnStream("T29");
        bench.Query(BasicConnect.SignalState);
        bench.Advance(20);
        byte[] empty = [3, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.That(bench.TakeArrivals(), Is.EqualTo([(0, empty), (20, bench.TakeSoundAnswer())]));
    }

    [Test]
    public void T30_a_message_of_an_unknown_type_comes_with_the_answer()
    {
        var bench = OnStream("T30");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([(byte[])[0x42, 0, 0, 0x80, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. bench.TakeSoundAnswer()]]));
    }

    [Test]
    public void T31_the_information_buffer_claims_more_than_the_message_holds()
    {
        var bench = OnStream("T31");
        bench.Query(BasicConnect.SignalState);
        Assert.That(bench.Take(), Is.EqualTo([With(bench.TakeSoundAnswer(), 44, 4000)]));
    }

    private static LibraryBench OnStream(string fault)
    {
        var bench = new LibraryBench(TestHost.Quiet, CarrierKind.Stream, fault);
        bench.Open();
        return bench.Fresh();
    }
}
