using System.Buffers.Binary;
using MbimEmulator.Journal;
using MbimEmulator.Links;
using MbimEmulator.Time;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class ServiceConnectionTests
{
    private static readonly Guid Meter = ServiceBench.Meter;

    [Test]
    public void A_command_before_OPEN_is_NOT_OPENED()
    {
        var application = new ServiceBench().Connect();
        application.Send(w => MbimMessageWriter.WriteCommand(w, 5, MobileBroadband.Id, 1, MbimCommandType.Set, []));
        Assert.That(application.Heard(), Is.EqualTo(new[] { "FunctionError 5 NotOpened" }));
    }

    [Test]
    public void A_command_after_CLOSE_is_NOT_OPENED()
    {
        var application = new ServiceBench().Application();
        application.Send(w => MbimMessageWriter.WriteClose(w, 4));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 5, MobileBroadband.Id, 1, MbimCommandType.Set, []));
        Assert.That(application.Heard(), Is.EqualTo(new[] { "CloseDone 4 Success", "FunctionError 5 NotOpened" }));
    }

    [TestCase("01000000 10000000 01000000 3f000000", "FunctionError 1 MaxTransfer", TestName = "OPEN_with_transfers_too_small")]
    [TestCase("01000000 11000000 01000000 00100000", "FunctionError 1 LengthMismatch", TestName = "OPEN_that_says_it_is_longer")]
    [TestCase("01000000 0c000000", "FunctionError 0 LengthMismatch", TestName = "Half_a_header")]
    [TestCase("99000000 0c000000 09000000", "FunctionError 9 Unknown", TestName = "Unknown_type")]
    [TestCase("03000000 14000000 09000000 02000000 01000000", "FunctionError 9 FragmentOutOfSequence", TestName = "Second_fragment_first")]
    [TestCase("02000000 0c000000 09000000", "CloseDone 9 Success", TestName = "CLOSE")]
    [TestCase("04000000 10000000 09000000 01000000", null, TestName = "HOST_ERROR")]
    public void A_message_is_answered_and_disturbs_nothing_else(string hex, string? answer)
    {
        var bench = new ServiceBench();
        var (hostile, other) = (bench.Application(), bench.Application());
        var meter = other.WithData(bench.Modem, Meter);
        hostile.Send(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        Assert.That(hostile.Heard(), Is.EqualTo(answer is null ? [] : new[] { answer }));
        other.Accepted(WriteData, meter, 1);
        Assert.That(other.Events(), Has.Length.EqualTo(2));
        hostile.Open();
        Assert.That(hostile.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void The_journal_has_each_call_with_its_return()
    {
        var journal = new MessageJournal();
        var bench = new ServiceBench(journal: journal);
        bench.Application().Context(bench.Modem);
        var ofApplication = journal.Read().Where(entry => entry.Host == "application 1").ToList();
        var call = ofApplication.Single(entry => MessageHeader.Read(entry.Bytes.Span).Type == MbimMessageType.Command);
        var answer = ofApplication.Single(entry => MessageHeader.Read(entry.Bytes.Span).Type == MbimMessageType.CommandDone);
        Assert.That(answer.Answers, Is.EqualTo(call.Number));
    }

    [Test]
    public async Task A_client_that_a_service_which_has_ended_refuses_does_not_hold_time_back()
    {
        var clock = new VirtualClock();
        var service = new MobileBroadbandService(new MobileBroadbandServiceOptions { TimeProvider = clock });
        await service.DisposeAsync();
        Assert.That(async () => await service.ConnectAsync("late"), Throws.InstanceOf<IOException>().With.Message.Contains("'late'"));
        using var stopping = new CancellationTokenSource();
        var advancing = clock.AutoAdvanceAsync(stopping.Token);
        await Task.Delay(TimeSpan.FromSeconds(5), clock).WaitAsync(TimeSpan.FromSeconds(30));
        await stopping.CancelAsync();
        await advancing;
    }

    [Test]
    public void Other_services_other_CIDs_and_queries_are_refused_by_status()
    {
        var application = new ServiceBench().Application();
        application.Send(w => MbimMessageWriter.WriteCommand(w, 5, BasicConnect.Id, 1, MbimCommandType.Set, []));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 6, MobileBroadband.Id, 25, MbimCommandType.Set, [0, 0, 0, 0]));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 7, MobileBroadband.Id, 0, MbimCommandType.Set, []));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 8, MobileBroadband.Id, 1, MbimCommandType.Query, []));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 9, MobileBroadband.Id, 21, MbimCommandType.Set, []));
        Assert.That(application.Heard().Select(line => line.Split(' ')[2]), Is.EqualTo(
            new[] { "NoDeviceSupport", "NoDeviceSupport", "NoDeviceSupport", "InvalidParameters", "NoDeviceSupport" }));
    }

    [TestCaseSource(nameof(WithHandle))]
    public void A_handle_that_is_none_is_E_INVALIDARG(MobileBroadbandCid method)
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        Assert.That(application.Result(method, 77, 0, 0, 0, 0), Is.EqualTo(HResult.InvalidArgument));
        Assert.That(application.Result(method, 0, 0, 0, 0, 0), Is.EqualTo(HResult.InvalidArgument));
        if (method != ReleaseObject)
        {
            var wrong = method is EnumerateDeviceServices or MaxCommandSize or MaxDataSize ? application.Service(bench.Modem, Meter) : application.Context(bench.Modem);
            Assert.That(application.Result(method, wrong, 0, 0, 0, 0), Is.EqualTo(HResult.InvalidArgument), "of the other kind");
        }
    }

    [Test]
    public void A_handle_is_nothing_to_another_client()
    {
        var bench = new ServiceBench();
        var meter = bench.Application().Service(bench.Modem, Meter);
        Assert.That(bench.Application().Result(OpenDataSession, meter), Is.EqualTo(HResult.InvalidArgument));
    }

    [Test]
    public void GUIDs_are_taken_with_and_without_braces_in_any_case()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var id = bench.Modem.InterfaceId.ToString("D");
        foreach (var text in new[] { id, $"{{{id}}}", id.ToUpperInvariant(), $"{{{id.ToUpperInvariant()}}}" })
        {
            Assert.That(application.GetContext(text).Result, Is.EqualTo(HResult.Ok), text);
        }

        foreach (var text in new[] { "", "modem0", id[1..], $"{{{id}", bench.Modem.InterfaceId.ToString("N"), $"({id})" })
        {
            Assert.That(application.GetContext(text).Result, Is.EqualTo(HResult.InvalidArgument), text);
            Assert.That(application.GetService(application.Context(bench.Modem), text).Result, Is.EqualTo(HResult.InvalidArgument), text);
        }

        Assert.That(application.GetContext(Guid.Empty.ToString("B")).Result, Is.EqualTo(HResult.NotFound));
        Assert.That(application.GetService(application.Context(bench.Modem), Guid.Empty.ToString("B")).Result, Is.EqualTo(HResult.NotFound));
        Assert.That(application.GetService(application.Context(bench.Modem), BasicConnect.Id.ToString("B")).Result, Is.EqualTo(HResult.NotFound), "hidden");
    }

    [Test]
    public void A_client_has_at_most_65536_objects()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var id = bench.Modem.InterfaceId.ToString("B");
        for (var i = 0; i < 65_536; i++)
        {
            if (application.GetContext(id).Result != HResult.Ok)
            {
                Assert.Fail($"object {i}");
            }
        }

        Assert.That(application.GetContext(id).Result, Is.EqualTo(HResult.OutOfMemory));
        Assert.That(application.Result(ReleaseObject, 1000), Is.EqualTo(HResult.Ok));
        Assert.That(application.GetContext(id), Is.EqualTo((HResult.Ok, TestApplication.U32(65_537))).Using<(HResult, byte[])>(
            (left, right) => left.Item1 == right.Item1 && left.Item2.AsSpan().SequenceEqual(right.Item2)));
    }

    [Test]
    public void Random_buffers_and_messages_harm_nobody([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var bench = new ServiceBench();
        var (hostile, other) = (bench.Application(), bench.Application());
        hostile.WithCommands(bench.Modem, Meter);
        var meter = other.WithData(bench.Modem, ServiceBench.Tap);
        for (var i = 0; i < 500; i++)
        {
            var buffer = new byte[random.Next(0, 64)];
            random.NextBytes(buffer);
            if (buffer.Length >= 4 && random.Next(2) == 0)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(buffer, (uint)random.Next(0, 4));
            }

            if (random.Next(4) == 0)
            {
                hostile.Send(buffer);
            }
            else
            {
                var cid = (uint)random.Next(0, 26);
                hostile.Send(w => MbimMessageWriter.WriteCommand(w, (uint)i, MobileBroadband.Id, cid, MbimCommandType.Set, buffer));
            }
        }

        hostile.Heard();
        Assert.That(hostile.Link.CloseReason, Is.Null);
        Assert.That(other.Heard().Where(line => line.Contains("bug", StringComparison.Ordinal)), Is.Empty);
        Assert.That(other.Value(IsDataSessionOpen, meter), Is.EqualTo(1u));
        hostile.Open();
        Assert.That(hostile.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
    }

    [Test]
    public void Calls_come_in_fragments_and_returns_go_in_fragments()
    {
        var bench = new ServiceBench();
        var application = bench.Application(maxControlTransfer: 64);
        var message = new System.Buffers.ArrayBufferWriter<byte>();
        MbimMessageWriter.WriteCommand(message, 5, MobileBroadband.Id, (uint)GetDeviceServicesContext, MbimCommandType.Set,
            TestApplication.Bytes(new DeviceServicesContextRequest { InterfaceID = bench.Modem.InterfaceId.ToString("B") }));
        var fragment = new byte[64];
        for (var i = 0; i < new FragmentSplitter(message.WrittenSpan, 64).Count; i++)
        {
            application.Send(fragment.AsSpan(0, new FragmentSplitter(message.WrittenSpan, 64).Write(i, fragment)));
        }

        Assert.That(application.Heard(), Is.EqualTo(new[] { "return GetDeviceServicesContext S_OK 01000000" }));
        application.Send(w => MbimMessageWriter.WriteCommand(w, 6, MobileBroadband.Id, (uint)GetInterfaces, MbimCommandType.Set, []));
        var heard = application.Heard();
        Assert.That(heard, Has.Length.GreaterThan(2));
        Assert.That(heard[0], Is.EqualTo("CommandDone 6 fragment 0"));
    }

    [Test]
    public void A_stream_that_takes_nothing_for_30_s_is_sent_away_and_what_it_had_open_closed()
    {
        var bench = new ServiceBench();
        var application = bench.Connect(carrier: CarrierKind.Stream).Open();
        application.Heard();
        var meter = application.WithData(bench.Modem, Meter);
        for (var i = 0; i < 100; i++)
        {
            application.Send(w => MbimMessageWriter.WriteCommand(w, 9, MobileBroadband.Id, (uint)WriteData, MbimCommandType.Set, TestApplication.U32(meter)));
        }

        bench.Advance(29.9);
        Assert.That(application.Link.CloseReason, Is.Null);
        bench.Advance(0.1);
        Assert.That(application.Link.CloseReason, Does.Contain("did not read for 30 s"));
        Assert.That(bench.Streams(), Is.Empty);
    }

    [Test]
    public void Data_that_nobody_takes_are_dropped_oldest_first_and_completions_never()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var meter = application.WithData(bench.Modem, Meter);
        for (var i = 0; i < 100; i++)
        {
            var value = (byte)i;
            application.Send(w => MbimMessageWriter.WriteCommand(w, 9, MobileBroadband.Id, (uint)WriteData, MbimCommandType.Set, [.. TestApplication.U32(meter), value]));
        }

        var heard = application.Heard();
        Assert.That(heard.Count(line => line.StartsWith("return WriteData S_OK", StringComparison.Ordinal)), Is.EqualTo(100));
        Assert.That(heard.Count(line => line.StartsWith("WriteData", StringComparison.Ordinal)), Is.EqualTo(100));
        Assert.That(heard.Count(line => line.StartsWith("ReadData", StringComparison.Ordinal)), Is.LessThan(100));
        Assert.That(application.Link.DroppedIndications, Is.GreaterThan(0));
    }

    private static IEnumerable<MobileBroadbandCid> WithHandle() => Enum.GetValues<MobileBroadbandCid>()
        .Where(cid => cid == ReleaseObject || cid is EnumerateDeviceServices or (>= MaxCommandSize and <= IsDataSessionOpen));
}
