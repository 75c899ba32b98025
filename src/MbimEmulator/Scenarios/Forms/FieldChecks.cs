using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;
using MbimProtocol.Services;

namespace MbimEmulator.Scenarios;

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

    /// <summary>Complains of fields that none of these buffers has, at their place.</summary>
    public static void Check(BufferReference buffer, FieldValue.Map fields, YamlItem place)
    {
        var cid = Declared(buffer, place);
        var error = Each(cid, buffer.Kinds, kind => MbimFields.Check(cid, kind, fields));
        Complain(error, PlaceOf(fields, place, error), "");
    }

    /// <summary>Complains of a place in a message that what a trigger brings does not have.</summary>
    public static void CheckPlace(string place, Trigger trigger, YamlItem item)
    {
        if (!trigger.HasMessageHeader)
        {
            throw item.Error($"'{place}'", "an offset, since blocks and datagrams have no header of MBIM");
        }

        if (MessagePlaces.HeaderNames.Contains(place))
        {
            return;
        }

        var buffer = trigger.Buffer;
        if (buffer.Service is null || buffer.Cid is null)
        {
            throw item.Error($"'{place}'", $"a part of the header, {string.Join(", ", MessagePlaces.HeaderNames)}, or one CID in the trigger", Nearest.Hint(place, MessagePlaces.HeaderNames));
        }

        var cid = Declared(buffer, item);
        Complain(Each(cid, buffer.Kinds, kind => MbimFields.CheckPlace(cid, kind, place)), item, $", or a part of the header: {string.Join(", ", MessagePlaces.HeaderNames)}");
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

    private static MbimCid Declared(BufferReference buffer, YamlItem place) =>
        buffer is { Service: { } service, Cid: { } number }
            ? MbimServices.Find(service, number) ?? throw place.Error($"fields of CID {number} of {service}", "bytes, since this CID is not declared")
            : throw place.Error("fields of any CID", "one CID in the trigger, so that its fields are known");
}
