using System.Globalization;
using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Faults.Library;

/// <summary>What many faults are made of: parameters, triggers and rules.</summary>
internal static class FaultParts
{
    /// <summary>The parameters of a fault that happens to messages of a CID.</summary>
    /// <param name="times">How many times it happens when nothing is said; 0 for always.</param>
    /// <param name="own">Its own parameters.</param>
    public static MbimArray<FaultParameter> OfCommands(int times, params ReadOnlySpan<FaultParameter> own) =>
    [
        new("cid", FaultParameterKind.Cid, "*", "the CID that it happens to"),
        new("operation", FaultParameterKind.Operation, "*", "whether it happens to queries or sets"),
        Times(times),
        .. own,
    ];

    public static FaultParameter Times(int times) =>
        Number("times", times, "how many times it happens; 0 for always");

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
}
