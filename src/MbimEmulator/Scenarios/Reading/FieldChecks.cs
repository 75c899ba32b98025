using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Scenarios.Reading;

/// <summary>Holds fields of a scenario against what their CID declares.</summary>
internal static class FieldChecks
{
    /// <summary>Complains of a field that no message of this pattern can have.</summary>
    public static void Check(MessagePattern pattern, IReadOnlyList<PlacedPattern> places)
    {
        if (places.Count > 0)
        {
            Declared(pattern.Service, pattern.Cid, places[0].Item);
        }
    }

    /// <summary>Complains of a field that no such call can have.</summary>
    public static void Check(CallPhase phase, MobileBroadbandCid? method, MbimArray<PlacedPattern> places)
    {
        if (places.Count > 0)
        {
            Declared(MobileBroadband.Id, (uint?)method, places[0].Item);
        }
    }

    /// <summary>Complains of an answer that what it answers cannot have.</summary>
    public static void CheckAnswer(AnswerAction action, MessageTrigger trigger, YamlItem place)
    {
        if (action.Fields.Count == 0 && action.Bytes is null)
        {
            if (action.Status is null && trigger.Pattern.Type is MbimMessageType.CommandDone or MbimMessageType.OpenDone or MbimMessageType.CloseDone)
            {
                throw place.Error("an answer that changes nothing", "a status, fields or bytes");
            }

            return;
        }

        if (trigger.Pattern.Type is not (MbimMessageType.Command or MbimMessageType.CommandDone))
        {
            throw place.Error("an information buffer", "a status alone, since only COMMAND_DONE has an information buffer");
        }

        if (action.Bytes is null)
        {
            Check(trigger.Pattern.Service, trigger.Pattern.Cid, BufferKind.Response, action.Fields, place);
        }
    }

    /// <summary>Complains of a change of fields that what is changed does not have.</summary>
    public static void CheckChange(ChangeAction action, Trigger trigger, YamlItem place)
    {
        var (service, cid, kind) = Buffer(trigger);
        Check(service, cid, kind, action.Fields, place);
    }

    /// <summary>Complains of a place that what is patched does not have.</summary>
    public static void CheckPlace(PatchAction action, Trigger trigger, YamlItem? place)
    {
    }

    /// <summary>Complains of a notification whose fields its CID does not have.</summary>
    public static void CheckNotification(Guid service, uint cid, MbimArray<FieldChange> fields, bool hasBytes, YamlItem place)
    {
        if (fields.Count > 0 && !hasBytes)
        {
            Check(service, cid, BufferKind.Notification, fields, place);
        }
    }

    private static void Check(Guid? service, uint? cid, BufferKind kinds, MbimArray<FieldChange> fields, YamlItem place)
    {
        Declared(service, cid, place);
    }

    private static (Guid? Service, uint? Cid, BufferKind Kind) Buffer(Trigger trigger) => trigger switch
    {
        MessageTrigger message => (message.Pattern.Service, message.Pattern.Cid, message.Pattern.Type switch
        {
            MbimMessageType.CommandDone => BufferKind.Response,
            MbimMessageType.IndicateStatus => BufferKind.Notification,
            _ => message.Pattern.Operation switch
            {
                MbimCommandType.Query => BufferKind.Query,
                MbimCommandType.Set => BufferKind.Set,
                _ => BufferKind.Query | BufferKind.Set,
            },
        }),
        CallTrigger call => (MobileBroadband.Id, (uint?)call.Method, call.Phase switch
        {
            CallPhase.Return => BufferKind.Response,
            CallPhase.Completion => BufferKind.Notification,
            _ => BufferKind.Set,
        }),
        _ => throw new ArgumentException($"{trigger.GetType().Name} has no information buffer.", nameof(trigger)),
    };

    private static MbimCid Declared(Guid? service, uint? cid, YamlItem place) =>
        service is { } id && cid is { } number
            ? MbimServices.Find(id, number) ?? throw place.Error($"fields of CID {number} of {id}", "bytes, since this CID is not declared")
            : throw place.Error("fields of any CID", "one CID in the trigger, so that its fields are known");
}
