using MbimEmulator.Patterns;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.ScenarioFiles;

/// <summary>Holds fields of a scenario against what their CID declares.</summary>
internal static class FieldChecks
{
    /// <summary>Complains of a field that no message of this pattern can have, at its place.</summary>
    public static void Check(MessagePattern pattern, IEnumerable<PlacedPattern> places)
    {
        foreach (var problem in pattern.Problems())
        {
            throw places.First(place => ReferenceEquals(place.Pattern, problem.Field)).Item.Error(problem.Found, problem.Expected, problem.Hint);
        }
    }

    /// <summary>Complains of a field that no such call can have.</summary>
    public static void Check(CallPhase phase, MobileBroadbandCid? method, MbimArray<PlacedPattern> places) => Check(
        new MessagePattern
        {
            Service = MobileBroadband.Id,
            Cid = (uint?)method,
            Type = phase switch
            {
                CallPhase.Call => MbimMessageType.Command,
                CallPhase.Return => MbimMessageType.CommandDone,
                _ => MbimMessageType.IndicateStatus,
            },
            Fields = places.Select(place => place.Pattern).ToMbimArray(),
        },
        places);

    /// <summary>Complains of an answer that what it answers cannot have.</summary>
    public static void CheckAnswer(AnswerAction action, MessageTrigger trigger, YamlItem place)
    {
        if (action.Fields is null && action.Bytes is null)
        {
            if (action.Status is null && trigger.Pattern.Type is MbimMessageType.CommandDone or MbimMessageType.OpenDone or MbimMessageType.CloseDone)
            {
                throw place.Error("an answer that changes nothing", "a status, fields or bytes");
            }

            return;
        }

        if (trigger.Pattern.Type is not (MbimMessageType.Command or MbimMessageType.CommandDone))
        {
            throw place.Error("an information buffer", "a status alone, since only a command's answer has an information buffer");
        }

        if (action.Fields is { } fields)
        {
            Check(trigger.Pattern.Service, trigger.Pattern.Cid, BufferKind.Response, fields, place);
        }
    }

    /// <summary>Complains of a change of fields that what is changed does not have.</summary>
    public static void CheckChange(ChangeAction action, Trigger trigger, YamlItem place)
    {
        var (service, cid, kinds) = BufferOf(trigger);
        Check(service, cid, kinds, action.Fields, place);
    }

    /// <summary>Complains of a place that what is patched does not have.</summary>
    public static void CheckPlace(PatchAction action, Trigger trigger, YamlItem? item)
    {
        if (item is null || action.Place is not { } place)
        {
            return;
        }

        if (trigger is not (MessageTrigger or CallTrigger or TransferTrigger))
        {
            throw item.Error($"'{place}'", "an offset, since blocks and datagrams have no header of MBIM");
        }

        if (MessagePlaces.HeaderNames.Contains(place))
        {
            return;
        }

        if (trigger is TransferTrigger || BufferOf(trigger) is not { Service: { } service, Cid: { } number, Kinds: var kinds })
        {
            throw item.Error($"'{place}'", $"a part of the header, {string.Join(", ", MessagePlaces.HeaderNames)}, or one CID in the trigger", Nearest.Hint(place, MessagePlaces.HeaderNames));
        }

        var cid = Declared(service, number, item);
        Complain(Each(cid, kinds, kind => MbimFields.CheckPlace(cid, kind, place)), item, $", or a part of the header: {string.Join(", ", MessagePlaces.HeaderNames)}");
    }

    /// <summary>Complains of a notification whose fields its CID does not have.</summary>
    public static void CheckNotification(Guid service, uint cid, FieldValue.Map? fields, YamlItem place)
    {
        if (fields is not null)
        {
            Check(service, cid, BufferKind.Notification, fields, place);
        }
    }

    private static void Check(Guid? service, uint? number, BufferKind kinds, FieldValue.Map fields, YamlItem place)
    {
        var cid = Declared(service, number, place);
        var error = Each(cid, kinds, kind => MbimFields.Check(cid, kind, fields));
        Complain(error, PlaceOf(fields, place, error), "");
    }

    /// <summary>What is wrong in every kind of buffer that the CID has; null when there is nothing in one of them.</summary>
    private static FieldError? Each(MbimCid cid, BufferKind kinds, Func<BufferKind, FieldError?> check)
    {
        FieldError? error = null;
        foreach (var kind in Enum.GetValues<BufferKind>().Where(kind => kind != BufferKind.None && (kinds & kind) != 0).OrderBy(kind => (cid.Kinds & kind) != 0))
        {
            error = check(kind);
            if (error is null)
            {
                return null;
            }
        }

        return error;
    }

    /// <summary>The key that an error is about: fields are written as a mapping, alone or under its own key.</summary>
    private static YamlItem PlaceOf(FieldValue.Map fields, YamlItem place, FieldError? error)
    {
        if (error is null || !place.IsSection)
        {
            return place;
        }

        var top = fields.Members.Select(member => member.Key).FirstOrDefault(key => error.Path.StartsWith(key, StringComparison.OrdinalIgnoreCase));
        return place.Section().Entries().FirstOrDefault(entry => entry.Key.Text() == top).Key ?? place;
    }

    private static void Complain(FieldError? error, YamlItem place, string alternative)
    {
        if (error is not null)
        {
            throw place.Error($"{error.Path}: {error.Found}", error.Expected + alternative, Nearest.Hint(error.Found.Trim('\''), error.Names));
        }
    }

    private static (Guid? Service, uint? Cid, BufferKind Kinds) BufferOf(Trigger trigger) => trigger switch
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
        _ => (null, null, BufferKind.None),
    };

    private static MbimCid Declared(Guid? service, uint? cid, YamlItem place) =>
        service is { } id && cid is { } number
            ? MbimServices.Find(id, number) ?? throw place.Error($"fields of CID {number} of {id}", "bytes, since this CID is not declared")
            : throw place.Error("fields of any CID", "one CID in the trigger, so that its fields are known");
}
