using System.Globalization;
using MbimEmulator.Changes;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.NamedFaults;

/// <summary>What many faults are made of: parameters, triggers and rules.</summary>
internal static class FaultParts
{
    /// <summary>The parameters of a fault that happens to messages of a CID.</summary>
    /// <param name="times">How many times it happens when nothing is said; 0 for always.</param>
    /// <param name="own">Parameters in addition to the common ones.</param>
    public static MbimArray<FaultParameter> OfCommands(int times, params ReadOnlySpan<FaultParameter> own) =>
    [
        new("cid", FaultParameterKind.Cid, "*", "the affected CID"),
        new("operation", FaultParameterKind.Operation, "*", "whether queries or sets are affected"),
        Times(times),
        .. own,
    ];

    public static FaultParameter Times(int times) =>
        Number("times", times, "how many times; 0 for always");

    public static FaultParameter Number(string name, int value, string description) =>
        new(name, FaultParameterKind.Number, value.ToString(CultureInfo.InvariantCulture), description);

    public static FaultParameter Duration(string name, string value, string description) => new(name, FaultParameterKind.Duration, value, description);

    public static FaultParameter Text(string name, string value, string description) => new(name, FaultParameterKind.Text, value, description);

    /// <summary>A message of a type.</summary>
    public static Trigger On(MbimMessageType type) => new MessageTrigger(new MessagePattern { Type = type });

    /// <summary>A message of a type and CID.</summary>
    public static Trigger On(MbimMessageType type, MbimCid? cid, MbimCommandType? operation = null) =>
        new MessageTrigger(new MessagePattern { Type = type, Service = cid?.Service, Cid = cid?.Number, Operation = operation });

    /// <summary>A COMMAND as the parameters say.</summary>
    public static Trigger Command(FaultArguments args) => On(MbimMessageType.Command, args.Cid("cid"), args.Operation("operation"));

    /// <summary>A COMMAND_DONE as the parameters say.</summary>
    public static Trigger Answer(FaultArguments args) => On(MbimMessageType.CommandDone, args.Cid("cid"), args.Operation("operation"));

    public static ScenarioRule Rule(string name, Trigger trigger, params ReadOnlySpan<FaultAction> actions) =>
        new() { Name = name, Trigger = trigger, Actions = [.. actions] };

    /// <summary>A rule that acts on COMMANDs as the parameters say.</summary>
    public static ScenarioRule CommandRule(string name, FaultArguments args, params ReadOnlySpan<FaultAction> actions) =>
        Rule(name, Command(args), actions) with { Times = args.Times("times") };

    /// <summary>A rule that acts on COMMAND_DONEs as the parameters say.</summary>
    public static ScenarioRule AnswerRule(string name, FaultArguments args, params ReadOnlySpan<FaultAction> actions) =>
        Rule(name, Answer(args), actions) with { Times = args.Times("times") };

    /// <summary>A notification of what the modem would say now.</summary>
    public static IndicateAction Indication(MbimCid cid) => new() { Service = cid.Service, Cid = cid.Number };

    public static DelayTime After(TimeSpan time) => new() { Time = time };

    /// <summary>Answers of a CID.</summary>
    public static MessagePattern Answers(MbimCid cid, MbimCommandType? operation = null) => Messages(MbimMessageType.CommandDone, cid) with { Operation = operation };

    /// <summary>Commands of a CID.</summary>
    public static MessagePattern Commands(MbimCid cid, MbimCommandType? operation = null) => Messages(MbimMessageType.Command, cid) with { Operation = operation };

    /// <summary>Notifications of a CID.</summary>
    public static MessagePattern Notifications(MbimCid cid) => Messages(MbimMessageType.IndicateStatus, cid);

    public static FieldPattern Is(string path, string value) => new(path, FieldComparison.Equal, value);

    public static ScenarioRule Rule(string name, MessagePattern pattern, params ReadOnlySpan<FaultAction> actions) => Rule(name, new MessageTrigger(pattern), actions);

    /// <summary>A rule that acts as soon as the scenario begins.</summary>
    public static ScenarioRule AtBegin(string name, params ReadOnlySpan<FaultAction> actions) => Rule(name, new TimeTrigger(TimeSpan.Zero, null), actions);

    /// <summary>Two rules: whatever the modem says of a CID, in answers and notifications, it says so.</summary>
    public static IEnumerable<ScenarioRule> Says(string name, MbimCid cid, MbimArray<FieldPattern> when, params FaultAction[] actions) =>
    [
        Rule($"{name}-answer", Answers(cid) with { Fields = when, Status = MbimStatus.Success }, actions),
        Rule($"{name}-notification", Notifications(cid) with { Fields = when }, actions),
    ];

    /// <summary>A change of the modem's state.</summary>
    public static SetAction Set(string change, params IEnumerable<string> arguments) => new(ModemChange.Of(change, arguments), TimeSpan.Zero);

    public static DelayAction Late(TimeSpan time) => new(After(time), HoldsOthers: false);

    public static ChangeAction Change(params IEnumerable<(string Path, string Value)> members) =>
        new(Fields(members.Select(member => (member.Path, (FieldValue)new FieldValue.Scalar(member.Value)))));

    public static FieldValue.Map Fields(params IEnumerable<(string Path, FieldValue Value)> members) =>
        new(members.Select(member => KeyValuePair.Create(member.Path, member.Value)).ToMbimArray());

    private static MessagePattern Messages(MbimMessageType type, MbimCid cid) => new() { Type = type, Service = cid.Service, Cid = cid.Number };
}
