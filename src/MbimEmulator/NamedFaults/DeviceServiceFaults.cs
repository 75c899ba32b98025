using MbimEmulator.Changes;
using MbimEmulator.Patterns;
using MbimEmulator.Pipeline;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.NamedFaults;

/// <summary>Device services and the calls of mbnapi: what an application meets on real systems, and what breaks its promises.</summary>
internal static class DeviceServiceFaults
{
    private const string Interface = "mbnapi.h, IMbnDeviceService";
    private const string Events = "mbnapi.h, IMbnDeviceServicesEvents";

    private static readonly FaultParameter Service = new("service", FaultParameterKind.Text, "*", "the device service's UUID, or * for any");
    private static readonly FaultParameter Times = new("times", FaultParameterKind.Number, "1", "how many times; 0 for always");
    private static readonly FaultParameter Method = new("method", FaultParameterKind.Text, "*", "the method, such as OpenDataSession, or * for any with a completion");

    public static IEnumerable<FaultDefinition> All =>
    [
        Refusal("D01-session-limit-reached", "No data session is available", MobileBroadbandCid.OpenDataSession, HResult.TooManySessions, "OpenDataSession",
            "Tells the user which service is busy, closes what it does not need, and retries later; never retries in a tight loop."),
        new()
        {
            Id = "D02-access-revoked-mid-session",
            Title = "The caller loses its access while its sessions are open",
            Sources = [Interface + ": E_ACCESSDENIED"],
            Seam = FaultSeam.Call,
            Trigger = "Calls on a device service object, after the first few.",
            Behaviour = "Every further call returns E_ACCESSDENIED; accepted calls still complete.",
            Reaction = "Stops, releases its objects, and reports the reason; does not treat the device as broken.",
            Parameters = [Service, new("calls", FaultParameterKind.Number, "3", "how many calls still succeed")],
            Test = "DeviceServiceFaultTests.Access_is_revoked_after_a_few_calls",
            Make = given =>
            [
                Rule("D02", OnCall(CallPhase.Call, null, given) with { Fields = [new FieldPattern("ObjectHandle", FieldComparison.Exists, "")] }, new RefuseCallAction(HResult.AccessDenied)) with
                {
                    Skip = given.Number("calls"),
                },
            ],
        },
        Completion("D03-close-lost", "A session is closed without a completion", MobileBroadbandCid.CloseDataSession, "OnCloseDataSessionComplete never comes; the session is closed.",
            "Stops waiting after a while and treats the session as closed.", new DropAction()),
        new()
        {
            Id = "D04-data-after-close",
            Title = "Data arrives after its session was closed",
            Sources = [Events + ": OnReadData", "MBIM 1.0, 10.5.12"],
            Seam = FaultSeam.Data,
            Trigger = "Datagrams of device service streams to the host.",
            Behaviour = "Each datagram arrives later than it was sent, and therefore possibly after the close.",
            Reaction = "Ignores data of closed sessions without crashing.",
            Parameters = [new("delay", FaultParameterKind.Duration, "1s", "how much later")],
            Test = "DeviceServiceFaultTests.Data_come_after_the_close",
            Make = given =>
            [
                Rule("D04", new DatagramTrigger { Direction = TransferDirection.ToHost, Kind = MbimProtocol.DataPlane.NtbStreamKind.DeviceServiceStream }, Delay(given.Duration("delay"))),
            ],
        },
        Completion("D05-completion-lost", "An accepted call never completes", null, "The call returns S_OK with a request id; no completion follows.", "Has its own timeout for every request id.", new DropAction()),
        Completion("D06-completion-twice", "A call completes twice", null, "There are two completions with the same request id.", "Uses the first and ignores the second.", new DuplicateAction(1, TimeSpan.Zero)),
        new()
        {
            Id = "D07-completion-before-return",
            Title = "A completion arrives before the call has returned its request id",
            Sources = [Events],
            Seam = FaultSeam.Call,
            Trigger = "The return of an accepted call.",
            Behaviour = "The completion is delivered first, with a request id that the caller has not seen yet.",
            Reaction = "Keeps unknown completions until the call has returned.",
            Parameters = [Method, Service, Times],
            Test = "DeviceServiceFaultTests.A_completion_overtakes_its_return",
            Make = given => [Limited("D07", OnAsynchronous(CallPhase.Return, given), given, new CompleteFirstAction())],
        },
        new()
        {
            Id = "D08-completion-late",
            Title = "A call completes late",
            Sources = [Events],
            Seam = FaultSeam.Call,
            Trigger = "A completion.",
            Behaviour = "The completion arrives much later, long after newer ones.",
            Reaction = "Matches completions by request id, not by order; handles a completion after its timeout.",
            Parameters = [Method, Service, Times, new("delay", FaultParameterKind.Duration, "30s", "how much later")],
            Test = "DeviceServiceFaultTests.A_completion_comes_late",
            Make = given => [Limited("D08", OnAsynchronous(CallPhase.Completion, given), given, Delay(given.Duration("delay")))],
        },
        Status("D09-device-refuses-dss-connect", MbimMessageType.Command, "The device refuses a stream that the service has accepted", "S_OK is followed by a completion with a failure.",
            "Treats the session as closed; a retry is a new OpenDataSession.", new AnswerAction { Status = MbimStatus.Failure }),
        Status("D10-dss-connect-unanswered", MbimMessageType.CommandDone, "The device never answers DSS_CONNECT", "The session stays in the state opening until the service gives up on the device.",
            "Shows that it is still waiting, and can be closed meanwhile.", new DropAction()),
        new()
        {
            Id = "D11-removal-while-opening",
            Title = "The modem is unplugged while a session is being opened",
            Sources = [Interface, Events + ": OnInterfaceStateChange"],
            Seam = FaultSeam.State,
            Trigger = "DSS_CONNECT that activates.",
            Behaviour = "The completion fails, then the removal of the interface is announced.",
            Reaction = "Releases everything of the interface once, in whichever order the two arrive.",
            Test = "DeviceServiceFaultTests.The_modem_is_pulled_out_while_a_session_opens",
            Make = given => [Rule("D11", Activating(MbimMessageType.Command), new SetAction(ModemChange.Of("remove"), TimeSpan.Zero), new DropAction()) with { Times = 1 }],
        },
        Refusal("D12-discovery-pending", "Device services are still being discovered", null, HResult.Pending, "GetDeviceServicesContext, EnumerateDeviceServices or GetDeviceService",
            "Waits for OnInterfaceStateChange or asks again after a while.", MobileBroadbandCid.GetDeviceServicesContext, MobileBroadbandCid.EnumerateDeviceServices, MobileBroadbandCid.GetDeviceService),
        Refusal("D13-not-supported", "The modem reports that it has no device services", null, HResult.NotSupported, "GetDeviceServicesContext or EnumerateDeviceServices",
            "Continues without them and says so.", MobileBroadbandCid.GetDeviceServicesContext, MobileBroadbandCid.EnumerateDeviceServices),
        Completion("D14-write-fails", "A write is accepted, but fails", MobileBroadbandCid.WriteData, "OnWriteDataComplete reports E_MBN_FAILURE, although the data has been sent.",
            "Does not treat S_OK from WriteData as delivery.", new ChangeAction(new FieldValue.Map([new("Status", new FieldValue.Scalar("MbnFailure"))]))),
        Completion("D15-read-data-lost", "Data from the device is lost", MobileBroadbandCid.ReadData, "OnReadData is missing for some data.", "Tolerates gaps: data sessions are best effort.", new DropAction()),
        Completion("D16-event-lost", "An event of the device service is lost", MobileBroadbandCid.EventNotification, "OnEventNotification is missing.", "Polls the state from time to time.", new DropAction()),
        new()
        {
            Id = "D17-service-lost",
            Title = "The Mobile Broadband service disappears",
            Sources = ["RPC_E_DISCONNECTED of COM"],
            Seam = FaultSeam.Carrier,
            Trigger = "A call.",
            Behaviour = "The connection ends before the call has returned; every further call fails with RPC_E_DISCONNECTED.",
            Reaction = "Releases all objects and connects again.",
            Parameters = [Method, Service],
            Test = "DeviceServiceFaultTests.The_service_goes_away",
            Make = given => [Rule("D17", OnCall(CallPhase.Call, ParseMethod(given), given), new HangUpAction(SendsFirst: false)) with { Times = 1 }],
        },
    ];

    private static FaultDefinition Refusal(
        string id, string title, MobileBroadbandCid? method, HResult result, string trigger, string reaction, params MobileBroadbandCid[] methods) => new()
        {
            Id = id,
            Title = title,
            Sources = [$"{Interface}: {HResults.SymbolOf(result)}"],
            Seam = FaultSeam.Call,
            Trigger = $"A call of {trigger}.",
            Behaviour = $"The call returns {HResults.SymbolOf(result)}; no completion follows.",
            Reaction = reaction,
            Parameters = method is null ? [Times] : [Service, Times],
            Test = "DeviceServiceFaultTests.A_call_is_refused_so_many_times",
            Make = given => (method is { } only ? [only] : methods).Select(each => Limited(
                $"{id[..3]} {each}",
                method is null ? new CallTrigger { Method = each } : OnCall(CallPhase.Call, each, given),
                given,
                new RefuseCallAction(result))),
        };

    private static FaultDefinition Completion(string id, string title, MobileBroadbandCid? method, string behaviour, string reaction, FaultAction action) => new()
    {
        Id = id,
        Title = title,
        Sources = [Events],
        Seam = FaultSeam.Call,
        Trigger = method is { } only ? $"The completion or event of {only}." : "A completion.",
        Behaviour = behaviour,
        Reaction = reaction,
        Parameters = method is null ? [Method, Service, Times] : [Service, Times],
        Test = "DeviceServiceFaultTests.A_completion_is_lost_doubled_or_fails",
        Make = given => [Limited(id[..3], method is null ? OnAsynchronous(CallPhase.Completion, given) : OnCall(CallPhase.Completion, method, given), given, action)],
    };

    private static FaultDefinition Status(string id, MbimMessageType type, string title, string behaviour, string reaction, FaultAction action) => new()
    {
        Id = id,
        Title = title,
        Sources = ["MBIM 1.0, 10.5.12", Interface],
        Seam = FaultSeam.Answer,
        Trigger = type == MbimMessageType.Command ? "DSS_CONNECT that activates; the modem does not see it." : "The answer to DSS_CONNECT that activates.",
        Behaviour = behaviour,
        Reaction = reaction,
        Parameters = [Times],
        Test = "DeviceServiceFaultTests.The_device_refuses_or_forgets_a_stream",
        Make = given => [Limited(id[..3], Activating(type), given, action)],
    };

    private static MessageTrigger Activating(MbimMessageType type)
    {
        MbimArray<FieldPattern> activates = [new FieldPattern("DssLinkState", FieldComparison.Equal, "activate")];
        var pattern = new MessagePattern { Type = type, Service = Dss.Id, Cid = Dss.Connect.Number, Operation = MbimCommandType.Set };
        return new MessageTrigger(type == MbimMessageType.Command ? pattern with { Fields = activates } : pattern with { Request = activates });
    }

    private static CallTrigger OnCall(CallPhase phase, MobileBroadbandCid? method, FaultArguments given)
    {
        var service = given.Text("service");
        return new CallTrigger
        {
            Phase = phase,
            Method = method,
            DeviceService = service == "*" ? null : Guid.TryParseExact(service, "D", out var id) ? id : throw new ArgumentException($"service is '{service}'; expected a UUID in 8-4-4-4-12 form, or *."),
        };
    }

    // Only what answers a call has a request id: its second field in a completion, the only one of a return.
    private static CallTrigger OnAsynchronous(CallPhase phase, FaultArguments given) =>
        OnCall(phase, ParseMethod(given), given) with { Fields = [new FieldPattern("RequestID", FieldComparison.Exists, "")] };

    private static MobileBroadbandCid? ParseMethod(FaultArguments given)
    {
        var method = given.Text("method");
        return method == "*" ? null
            : Enum.TryParse<MobileBroadbandCid>(method, out var cid) && Enum.IsDefined(cid) ? cid
            : throw new ArgumentException($"method is '{method}'; expected a method of IMbnDeviceService, or *.{Nearest.Hint(method, Enum.GetNames<MobileBroadbandCid>())}");
    }

    private static DelayAction Delay(TimeSpan time) => new(new DelayTime { Time = time }, HoldsOthers: false);

    private static ScenarioRule Limited(string name, Trigger trigger, FaultArguments given, params FaultAction[] actions) =>
        Rule(name, trigger, actions) with { Times = given.Number("times") is var times and > 0 ? times : null };

    private static ScenarioRule Rule(string name, Trigger trigger, params FaultAction[] actions) => new() { Name = name, Trigger = trigger, Actions = [.. actions] };
}
