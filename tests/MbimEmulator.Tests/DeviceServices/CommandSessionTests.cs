using MbimEmulator.Journal;
using MbimEmulator.Profiles;
using MbimEmulator.ScenarioFiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimProtocol.Services.MobileBroadbandCalls.MobileBroadbandCid;

namespace MbimEmulator.Tests.DeviceServices;

public class CommandSessionTests
{
    private static readonly byte[] Cid1 = TestApplication.U32(1);

    [TestCaseSource(typeof(DeviceServicesDocument), nameof(DeviceServicesDocument.CommandSessionCells))]
    public void A_call_returns_in_each_state_what_the_document_says(string call, string state, string expected)
    {
        var bench = new ServiceBench(change: OneCommandAtATime);
        var application = bench.Application();
        var other = bench.Application();
        var busy = other.WithCommands(bench.Modem, ServiceBench.Commands);
        var desk = application.Service(bench.Modem, ServiceBench.Meter);
        if (state is "Open" or "Closing")
        {
            desk = application.WithCommands(bench.Modem, ServiceBench.Meter);
        }

        other.Accepted(SetCommand, busy, Cid1);
        if (state is "Opening" or "Closing")
        {
            application.Accepted(state == "Opening" ? OpenCommandSession : CloseCommandSession, desk);
            Assert.That(application.Events(), Is.Empty, "under way");
        }

        Assert.That(Do(application, call, desk), Is.EqualTo(expected));
    }

    [TestCase(SetCommand, "Set 2 0a0b")]
    [TestCase(QueryCommand, "Query 2 0a0b")]
    public void A_command_reaches_the_service_and_its_answer_the_application(MobileBroadbandCid method, string expected)
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(method, desk, 2, 0, 0, 0, 0x0A, 0x0B);
        Assert.That(bench.Desk.Commands, Is.EqualTo(new[] { expected }));
        Assert.That(application.Events(), Is.Empty);
        bench.Invoke(() => bench.Desk.Waiting[0].Complete([1, 2, 3]));
        Assert.That(application.Events(), Is.EqualTo(new[] { $"{method} {desk} #{id} S_OK 2 010203" }));
    }

    [Test]
    public void The_return_comes_before_the_completion()
    {
        var bench = new ServiceBench();
        bench.Desk.Answer = transaction => transaction.Complete([9]);
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        application.Heard();
        application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(application.Heard(), Is.EqualTo(new[] { "return QueryCommand S_OK 02000000", $"QueryCommand {desk} #2 S_OK 1 09" }));
    }

    [TestCase(MbimStatus.Busy, "ERROR_BUSY")]
    [TestCase(MbimStatus.SmsNetworkTimeout, "E_MBN_SMS_NETWORK_TIMEOUT")]
    [TestCase((MbimStatus)0x80001234, "E_MBN_FAILURE")]
    public void A_failing_status_is_the_completion_s_and_brings_no_data(MbimStatus status, string expected)
    {
        var bench = new ServiceBench();
        bench.Desk.Answer = transaction => transaction.Fail(status, new PropertyValue { Value = 7 });
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"QueryCommand {desk} #{id} {expected} 0" }));
    }

    [Test]
    public void A_CID_that_the_service_lacks_completes_with_a_failure()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(SetCommand, desk, 77, 0, 0, 0);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"SetCommand {desk} #{id} ERROR_NOT_SUPPORTED 0" }));
    }

    [Test]
    public void Answers_in_another_order_find_their_calls()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var first = application.Accepted(QueryCommand, desk, Cid1);
        var second = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(second, Is.EqualTo(first + 1));
        bench.Invoke(() => bench.Desk.Waiting[1].Complete([2]));
        bench.Invoke(() => bench.Desk.Waiting[0].Complete([1]));
        Assert.That(application.Events(), Is.EqualTo(new[] { $"QueryCommand {desk} #{second} S_OK 1 02", $"QueryCommand {desk} #{first} S_OK 1 01" }));
    }

    [TestCase(SizeLimit.Inclusive, 0, "S_OK")]
    [TestCase(SizeLimit.Inclusive, 1, "ERROR_BUFFER_OVERFLOW")]
    [TestCase(SizeLimit.Exclusive, 0, "ERROR_BUFFER_OVERFLOW")]
    [TestCase(SizeLimit.Exclusive, -1, "S_OK")]
    public void Commands_take_up_to_MaxCommandSize(SizeLimit limit, int above, string expected)
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { MaxCommandSize = limit });
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var size = (int)application.Value(MaxCommandSize, application.Context(bench.Modem));
        Assert.That(size, Is.EqualTo(4096));
        Assert.That(HResults.SymbolOf(application.Result(SetCommand, desk, [.. Cid1, .. new byte[size + above]])), Is.EqualTo(expected));
        Assert.That(bench.Desk.Commands.Select(line => line.Length), Is.EqualTo(expected == "S_OK" ? new[] { "Set 1 ".Length + (2 * (size + above)) } : []));
    }

    [Test]
    public void A_small_control_channel_makes_MaxCommandSize_small()
    {
        var bench = new ServiceBench(change: profile => profile with { Function = profile.Function with { MaxControlMessage = 512 } });
        var application = bench.Application();
        Assert.That(application.Value(MaxCommandSize, application.Context(bench.Modem)), Is.EqualTo(512));
    }

    [Test]
    public void Without_a_session_commands_may_be_taken_all_the_same()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { CommandWithoutSession = CornerCase.Accepted });
        bench.Desk.Answer = transaction => transaction.Complete([5]);
        var application = bench.Application();
        var desk = application.Service(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(QueryCommand, desk, Cid1);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"QueryCommand {desk} #{id} S_OK 1 05" }));
    }

    [Test]
    public void A_long_answer_comes_joined_or_in_one_event_for_each_fragment([Values] FragmentedAnswers answers)
    {
        var bench = new ServiceBench(
            new MobileBroadbandProfile { FragmentedAnswers = answers },
            change: profile => profile with { Function = profile.Function with { MaxControlMessage = 64 } });
        byte[] data = [.. Enumerable.Range(0, 60).Select(value => (byte)value)];
        bench.Desk.Answer = transaction => transaction.Complete(data);
        var application = bench.Application();
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(QueryCommand, desk, Cid1);
        string Piece(int start, int count, string more) => $"QueryCommand {desk} #{id} S_OK 1{more} {Convert.ToHexStringLower(data.AsSpan(start, count))}";
        Assert.That(application.Events(), Is.EqualTo(answers == FragmentedAnswers.Joined
            ? new[] { Piece(0, 60, "") }
            : [Piece(0, 16, " more"), Piece(16, 44, "")]));
    }

    [Test]
    public void Events_come_only_while_a_command_session_is_open()
    {
        var bench = new ServiceBench();
        var (listening, deaf) = (bench.Application(), bench.Application());
        deaf.Service(bench.Modem, ServiceBench.Commands);
        var desk = listening.Service(bench.Modem, ServiceBench.Commands);
        Notify();
        Assert.That(listening.Events(), Is.Empty);
        listening.Accepted(OpenCommandSession, desk);
        listening.Events();
        Notify();
        Assert.That(listening.Events(), Is.EqualTo(new[] { $"EventNotification {desk} 2 0c" }));
        listening.Accepted(CloseCommandSession, desk);
        listening.Events();
        Notify();
        Assert.That(listening.Events(), Is.Empty);
        Assert.That(deaf.Events(), Is.Empty);

        void Notify() => bench.Indicate(2, 0x0C);
    }

    [Test]
    public void Events_reach_the_sessions_of_their_own_service_alone()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        application.WithCommands(bench.Modem, ServiceBench.Meter);
        var desk = application.WithCommands(bench.Modem, ServiceBench.Commands);
        bench.Indicate(1, 5);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"EventNotification {desk} 1 05" }));
    }

    [Test]
    public void The_modem_is_told_that_nobody_wants_the_events_of_a_client_that_has_gone()
    {
        var bench = new ServiceBench();
        bench.Application();
        var leaving = bench.Application();
        leaving.WithCommands(bench.Modem, ServiceBench.Commands);
        List<DeviceServiceSubscribeList> lists = [];
        bench.Modem.TransferObserved += (in ObservedTransfer transfer) =>
        {
            if (MbimMessage.TryParse(transfer.Bytes, MbimReadMode.Strict, out var message, out _)
                && message.Type == MbimMessageType.Command && message.Cid == BasicConnect.DeviceServiceSubscribeList.Number
                && DeviceServiceSubscribeList.TryRead(message.InformationBuffer, MbimExVersion.V1, MbimReadMode.Strict, out var list, out _))
            {
                lists.Add(list);
            }
        };
        leaving.Leave();
        Assert.That(lists, Has.Count.EqualTo(1));
        Assert.That(lists[0].Events.Select(entry => entry.DeviceServiceId), Does.Not.Contain(ServiceBench.Commands));
    }

    [Test]
    public void A_client_that_goes_leaves_the_other_s_events_alone()
    {
        var bench = new ServiceBench();
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.WithCommands(bench.Modem, ServiceBench.Commands);
        var desk = staying.WithCommands(bench.Modem, ServiceBench.Commands);
        leaving.Leave();
        bench.Indicate(1, 1);
        Assert.That(staying.Events(), Is.EqualTo(new[] { $"EventNotification {desk} 1 01" }));
    }

    [Test]
    public void An_answer_for_a_client_that_has_gone_disturbs_nobody([Values] bool opensAnew)
    {
        var bench = new ServiceBench();
        var (leaving, staying) = (bench.Application(), bench.Application());
        leaving.Accepted(QueryCommand, leaving.WithCommands(bench.Modem, ServiceBench.Commands), Cid1);
        leaving.Heard();
        if (opensAnew)
        {
            leaving.Open();
            Assert.That(leaving.Heard(), Is.EqualTo(new[] { "OpenDone 1 Success" }));
        }
        else
        {
            leaving.Leave();
        }

        bench.Invoke(() => bench.Desk.Waiting[0].Complete([1]));
        Assert.That(leaving.Heard(), Is.Empty);
        Assert.That(staying.Heard(), Is.Empty);
        staying.WithCommands(bench.Modem, ServiceBench.Commands);
    }

    [Test]
    public void A_second_open_may_be_refused()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { SecondOpenCommandSession = CornerCase.Refused });
        var application = bench.Application();
        Assert.That(application.Result(OpenCommandSession, application.WithCommands(bench.Modem, ServiceBench.Commands)), Is.EqualTo(HResult.TooManySessions));
    }

    [Test]
    public void Closing_what_is_closed_may_be_accepted()
    {
        var bench = new ServiceBench(new MobileBroadbandProfile { CloseCommandSessionWhenClosed = CornerCase.Accepted });
        var application = bench.Application();
        var desk = application.Service(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(CloseCommandSession, desk);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"CloseCommandSession {desk} #{id} S_OK" }));
    }

    [TestCase("{ on: { command: DEVICE_SERVICE_SUBSCRIBE_LIST }, do: { answer: { status: failure } } }", "E_MBN_FAILURE")]
    [TestCase("{ on: { command: DEVICE_SERVICE_SUBSCRIBE_LIST }, do: drop }", "ERROR_NOT_READY")]
    public void A_session_that_did_not_open_is_none_that_a_host_which_awakes_has_back(string rule, string expected)
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var desk = application.Service(bench.Modem, ServiceBench.Commands);
        bench.Invoke(() => bench.Modem.Faults.Load(ScenarioLibrary.Parse("x.yaml", $"schemaVersion: 1\nrules: [ {rule} ]\n")));
        var id = application.Accepted(OpenCommandSession, desk);
        Assert.That(bench.Service.SleepAsync().Wait(TimeSpan.FromSeconds(30)));
        Assert.That(bench.Service.ResumeAsync().Wait(TimeSpan.FromSeconds(30)));
        Assert.That(application.Events(), Is.EqualTo(new[] { $"OpenCommandSession {desk} #{id} {expected}" }));
    }

    [Test]
    public void The_list_of_services_says_which_take_and_which_bring_data()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var (result, buffer) = application.Call(EnumerateDeviceServices, TestApplication.U32(application.Context(bench.Modem)));
        Assert.That(result, Is.EqualTo(HResult.Ok));
        Assert.That(MbnDeviceServiceList.TryRead(buffer, MbimExVersion.V1, MbimReadMode.Strict, out var list, out _));
        Assert.That(
            list!.DeviceServices.Select(service => (new Guid(service.DeviceServiceID), service.DataWriteSupported, service.DataReadSupported)),
            Is.SupersetOf(new[] { (ServiceBench.Meter, 1u, 1u), (ServiceBench.Tap, 0u, 1u), (ServiceBench.Commands, 0u, 0u) }));
    }

    [Test]
    public void The_supported_commands_need_no_session()
    {
        var bench = new ServiceBench();
        var application = bench.Application();
        var desk = application.Service(bench.Modem, ServiceBench.Commands);
        var id = application.Accepted(QuerySupportedCommands, desk);
        Assert.That(application.Events(), Is.EqualTo(new[] { $"QuerySupportedCommands {desk} #{id} S_OK 020000000100000002000000" }));
    }

    private static ModemProfile OneCommandAtATime(ModemProfile profile) => profile with { Function = profile.Function with { MaxOutstandingCommands = 1 } };

    private static string Do(TestApplication application, string call, uint handle) => call switch
    {
        "OpenCommandSession" => HResults.SymbolOf(application.Result(OpenCommandSession, handle)),
        "CloseCommandSession" => HResults.SymbolOf(application.Result(CloseCommandSession, handle)),
        "SetCommand" => HResults.SymbolOf(application.Result(SetCommand, handle, Cid1)),
        "QueryCommand" => HResults.SymbolOf(application.Result(QueryCommand, handle, Cid1)),
        "IsCommandSessionOpen" => application.Value(IsCommandSessionOpen, handle) == 1 ? "TRUE" : "FALSE",
        _ => throw new ArgumentException(call),
    };
}
