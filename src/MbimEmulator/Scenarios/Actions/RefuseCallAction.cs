using MbimEmulator.Yaml;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>The call fails at once; the service does not see it.</summary>
/// <param name="Result">The HRESULT that it returns.</param>
public sealed record RefuseCallAction(HResult Result) : FaultAction(ActionTarget.Command)
{
    private static readonly YamlKey<HResult> ResultKey = new("result", Statuses.Failure, "The HRESULT that it returns.") { IsRequired = true };

    internal static ActionKind FileKind { get; } = new("refuse", "The call fails at once; the service does not see it.", ResultKey, [ResultKey],
        values => new RefuseCallAction(values.Require(ResultKey)))
    {
        Needs = TriggerTraits.Call,
    };

    internal override bool WaitsForDeferred => true;

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) => !traffic.IsCommand
        ? CannotAct(traffic, context)
        : CommandAnswers.Give(traffic, context, (command, writer) =>
        {
            MbimMessageWriter.WriteCommandDone(writer, command.TransactionId, command.DeviceServiceId, command.Cid, (MbimStatus)Result, []);
            return null;
        });
}
