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
        YamlKey<uint> add = new("add", YamlForms.UInt32(1), "What is added to it, with wrap-around; 1.");
        YamlKey<uint> value = new("value", YamlForms.UInt32(), "What it is instead.");
        yield return new("swapTransactionId", "It has another transaction id.", value, [add, value], values =>
        {
            values.Exclude(add, value);
            var other = values.GetOrNull(value);
            return new SwapTransactionIdAction(other is null ? values.Get(add, 1u) : 0, other);
        })
        {
            Follows = ActionTriggers.Message,
            CanStandAlone = true,
        };

        YamlKey<YamlItem> cid = new("cid", CidNames.Number, "The other CID.");
        YamlKey<Guid> service = new("service", CidNames.Service, "The other device service.");
        yield return new("swapCid", "It names another service or CID.", cid, [service, cid], values => ReadSwapCid(values, service, cid)) { Follows = ActionTriggers.WithCid };

        YamlKey<MbimStatus> status = new("status", Statuses.Status, "The status; success for a command, else as it is.");
        YamlKey<FieldValue.Map> fields = new("fields", FieldForms.Changes, "Fields of the information buffer; what is not named stays; where there was nothing, it is as the modem would say it now, or has its default.");
        YamlKey<MbimArray<byte>> bytes = new("bytes", YamlForms.Bytes(65535), "The whole information buffer instead.");
        yield return new("answer", "What the host is answered: to a command, OPEN or CLOSE instead of by the modem, which does not see it; else in place of what it said.",
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
        yield return new("functionError", "FUNCTION_ERROR comes instead, with the same transaction id; a command does not reach the modem.", error, [error],
            values => new FunctionErrorAction(values.Require(error)))
        { Follows = ActionTriggers.Answered };

        YamlKey<FieldValue.Map> changed = new("fields", FieldForms.Changes, "The fields with their values.") { IsRequired = true };
        yield return new("change", "Fields of its information buffer have other values, and it is encoded anew.", changed, [changed], values => new ChangeAction(values.Require(changed)))
        {
            Follows = ActionTriggers.WithCid,
            IsShortMapping = true,
            CheckWith = (action, trigger, values) => FieldChecks.CheckChange((ChangeAction)action, trigger, values.Find(changed)!),
        };

        YamlKey<HResult> refusal = new("result", Statuses.Failure, "The HRESULT that it returns.") { IsRequired = true };
        yield return new("refuse", "A call fails at once; the service does not see it.", refusal, [refusal], values => new RefuseCallAction(values.Require(refusal))) { Follows = ["call"] };

        YamlKey<HResult> result = new("result", Statuses.Result, "The HRESULT.") { IsRequired = true };
        yield return new("complete", "A call's completion has another HRESULT.", result, [result], values =>
            new ChangeAction(new([KeyValuePair.Create("Status", (FieldValue)new FieldValue.Scalar(((uint)values.Require(result)).ToString(CultureInfo.InvariantCulture)))])))
        {
            Follows = ["completion"],
            CheckWith = (action, trigger, values) => FieldChecks.CheckChange((ChangeAction)action, trigger, values.Item),
        };
        yield return new("completeFirst", "A call's return waits until its completion has gone, as it must never be.", null, [], _ => new CompleteFirstAction())
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
