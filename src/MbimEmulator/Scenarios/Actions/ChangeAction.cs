using System.Globalization;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.Scenarios;

/// <summary>Fields of its information buffer get other values, and it is encoded again.</summary>
/// <param name="Fields">The fields.</param>
public sealed record ChangeAction(FieldValue.Map Fields) : FaultAction(ActionTarget.Message)
{
    private static readonly YamlKey<FieldValue.Map> FieldsKey = new("fields", FieldForms.Changes, "The fields with their new values.") { IsRequired = true };
    private static readonly YamlKey<HResult> ResultKey = new("result", Statuses.Result, "The HRESULT.") { IsRequired = true };

    internal static ActionKind FileKind { get; } = new(
        "change", "Fields of its information buffer get other values, and it is encoded again.", FieldsKey, [FieldsKey], values => new ChangeAction(values.Require(FieldsKey)))
    {
        Needs = TriggerTraits.WithCid,
        IsShortMapping = true,
        CheckWith = (action, trigger, values) => FieldChecks.Check(trigger.Buffer, ((ChangeAction)action).Fields, values.Find(FieldsKey)!),
    };

    internal static ActionKind CompleteFileKind { get; } = new("complete", "The call's completion gets another HRESULT.", ResultKey, [ResultKey], values =>
        new ChangeAction(new FieldValue.Map([KeyValuePair.Create("Status", (FieldValue)new FieldValue.Scalar(((uint)values.Require(ResultKey)).ToString(CultureInfo.InvariantCulture)))])))
    {
        Needs = TriggerTraits.Completion,
        CheckWith = (action, trigger, values) => FieldChecks.Check(trigger.Buffer, ((ChangeAction)action).Fields, values.Item),
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) =>
        Told(traffic, context, ProblemOfShape(traffic) ?? Change(traffic), $"changed{NamesOf(Fields)}");

    private string? Change(FaultTraffic traffic)
    {
        if (!MbimMessage.TryParse(traffic.Bytes, MbimReadMode.Tolerant, out var message, out var error))
        {
            return $"it is no longer whole: {error}";
        }

        if (!InformationBuffers.TryMake(
            message.DeviceServiceId, message.Cid, MessagePlaces.KindOf(message), traffic.Port.Version, message.InformationBuffer.ToArray(), Fields, null, out var buffer, out var problem))
        {
            return problem;
        }

        traffic.SetInformationBuffer(buffer);
        return null;
    }
}
