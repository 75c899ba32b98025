using System.Globalization;
using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.ScenarioFiles;

/// <content>Actions that say what a message is instead.</content>
internal static partial class ActionKinds
{
    private static IEnumerable<ActionKind> MessageKinds()
    {
        YamlKey<uint> add = new("add", YamlForms.UInt32(1), "A number to add to it, with wrap-around; 1.");
        YamlKey<uint> value = new("value", YamlForms.UInt32(), "The new value.");
        yield return new("swapTransactionId", "It gets a different transaction id.", value, [add, value], values =>
        {
            values.Exclude(add, value);
            var other = values.GetOrNull(value);
            return new SwapTransactionIdAction(other is null ? values.Get(add, 1u) : 0, other);
        })
        {
            Follows = ActionTriggers.Message,
            CanStandAlone = true,
        };

        YamlKey<YamlItem> cid = new("cid", CidNames.Number, "The new CID.");
        YamlKey<Guid> service = new("service", CidNames.Service, "The new device service.");
        yield return new("swapCid", "It gets a different service or CID.", cid, [service, cid], values => ReadSwapCid(values, service, cid)) { Follows = ActionTriggers.WithCid };

        YamlKey<MbimStatus> status = new("status", Statuses.Status, "The status; default: success for a command, otherwise unchanged.");
        YamlKey<FieldValue.Map> fields = new("fields", FieldForms.Changes, "Fields of the information buffer; others stay unchanged; without a buffer, they get the modem's current values or their defaults.");
        YamlKey<MbimArray<byte>> bytes = new("bytes", YamlForms.Bytes(65535), "The complete information buffer instead.");
        yield return new("answer", "The answer to the host. A command, OPEN or CLOSE is answered instead of reaching the modem; otherwise the modem's own answer is replaced.",
            status, [status, fields, bytes], values =>
            {
                values.Exclude(fields, bytes);
                return new AnswerAction { Status = values.GetOrNull(status), Fields = values.GetOrAbsent(fields), Bytes = values.GetOrNull(bytes) };
            })
        {
            Follows = ActionTriggers.Answered,
            CanStandAlone = true,
            CheckWith = (action, trigger, values) => FieldChecks.CheckAnswer((AnswerAction)action, (MessageTrigger)trigger, values.Find(fields) ?? values.Find(bytes) ?? values.Item),
        };
        yield return new("busy", "The answer is BUSY.", null, [], _ => new AnswerAction { Status = MbimStatus.Busy }) { Follows = ActionTriggers.Answered, CanStandAlone = true };

        YamlKey<MbimProtocolError> error = new("error", YamlForms.Choice<MbimProtocolError>(), "The error.") { IsRequired = true };
        yield return new("functionError", "FUNCTION_ERROR is sent instead, with the same transaction id; a command does not reach the modem.", error, [error],
            values => new FunctionErrorAction(values.Require(error)))
        { Follows = ActionTriggers.Answered };

        YamlKey<FieldValue.Map> changed = new("fields", FieldForms.Changes, "The fields with their new values.") { IsRequired = true };
        yield return new("change", "Fields of its information buffer get other values, and it is encoded again.", changed, [changed], values => new ChangeAction(values.Require(changed)))
        {
            Follows = ActionTriggers.WithCid,
            IsShortMapping = true,
            CheckWith = (action, trigger, values) => FieldChecks.CheckChange((ChangeAction)action, trigger, values.Find(changed)!),
        };

        YamlKey<HResult> refusal = new("result", Statuses.Failure, "The HRESULT that it returns.") { IsRequired = true };
        yield return new("refuse", "The call fails at once; the service does not see it.", refusal, [refusal], values => new RefuseCallAction(values.Require(refusal))) { Follows = ["call"] };

        YamlKey<HResult> result = new("result", Statuses.Result, "The HRESULT.") { IsRequired = true };
        yield return new("complete", "The call's completion gets another HRESULT.", result, [result], values =>
            new ChangeAction(new([KeyValuePair.Create("Status", (FieldValue)new FieldValue.Scalar(((uint)values.Require(result)).ToString(CultureInfo.InvariantCulture)))])))
        {
            Follows = ["completion"],
            CheckWith = (action, trigger, values) => FieldChecks.CheckChange((ChangeAction)action, trigger, values.Item),
        };
        yield return new("completeFirst", "The call's return waits until its completion has been sent, which the API never allows.", null, [], _ => new CompleteFirstAction())
        {
            Follows = ["return"],
            CanStandAlone = true,
        };
    }

    private static SwapCidAction ReadSwapCid(YamlValues values, YamlKey<Guid> service, YamlKey<YamlItem> cid)
    {
        var id = values.GetOrNull(service);
        if (values.Find(cid) is not { } place)
        {
            return id is null ? throw values.Item.Error("neither 'service' nor 'cid'", "one of them, or both") : new SwapCidAction(id, null);
        }

        if (id is null && uint.TryParse(place.Text(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return new SwapCidAction(null, number);
        }

        var reference = CidNames.Resolve(id, place);
        return reference.Cid is null ? throw place.Error($"'{place.Text()}'", "one CID") : new SwapCidAction(reference.Service, reference.Cid);
    }
}
