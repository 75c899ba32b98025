using MbimEmulator.Links;
using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.ScenarioFiles;

/// <content>Actions on the transfers that a message becomes.</content>
internal static partial class ActionKinds
{
    private const int MaxFragments = 4096;

    private static IEnumerable<ActionKind> ShapeKinds()
    {
        YamlKey<int> size = new("size", YamlForms.Int32(64, MaxBytes), "Maximum number of bytes in a fragment; default: as agreed on in OPEN.");
        YamlKey<TimeSpan> gap = new("gap", YamlForms.Duration, "The time before each fragment except the first.");
        YamlKey<MbimArray<int>> order = new("order", YamlForms.ListOf(YamlForms.Int32(0, MaxFragments), MaxFragments), "The numbers of fragments, from 0, in the order in which they are sent; the others follow.");
        YamlKey<MbimArray<int>> missing = new("missing", YamlForms.ListOf(YamlForms.Int32(-1, MaxFragments), MaxFragments), "The numbers of fragments that are not sent; -1 is the last one.");
        YamlKey<uint> total = new("total", YamlForms.UInt32(), "The value of TotalFragments.");
        YamlKey<uint> addToCurrent = new("addToCurrent", YamlForms.UInt32(1), "A number to add to each CurrentFragment, with wrap-around.");
        YamlKey<uint> addToTransactionId = new("addToTransactionId", YamlForms.UInt32(1), "A number to add to each transaction id, multiplied by the fragment's number.");
        YamlKey<IndicateAction> interleave = new("interleave", IndicateForms.Form, "A notification between the first and the second fragment.");
        YamlKey[] keys = [size, gap, order, missing, total, addToCurrent, addToTransactionId, interleave];
        yield return new("fragment", "It is fragmented differently from what the function would do.", size, keys, values =>
        {
            if (keys.All(key => values.Find(key) is null))
            {
                throw values.Item.Error("nothing that differs", $"one or more of {string.Join(", ", keys.Select(key => key.Name))}");
            }

            return new FragmentAction
            {
                Size = values.GetOrNull(size),
                Gap = values.Get(gap, TimeSpan.Zero),
                Order = values.Get(order, []),
                Missing = values.Get(missing, []),
                Total = values.GetOrNull(total),
                AddToCurrent = values.Get(addToCurrent, 0u),
                AddToTransactionId = values.Get(addToTransactionId, 0u),
                Interleave = values.GetOrAbsent(interleave),
            };
        })
        {
            Follows = ActionTriggers.Fragmentable,
        };

        var notifications = YamlForms.ListOf(IndicateForms.Form, 64);
        YamlKey<MbimArray<IndicateAction>> before = new("before", notifications, "Notifications before it.");
        YamlKey<MbimArray<IndicateAction>> after = new("after", notifications, "Notifications after it.");
        YamlKey<int> next = new("next", YamlForms.Int32(1, 64), "How many later messages to the host share its transfer; default: 1 if no notifications are given.");
        yield return new("concatenate", "It shares one transfer with other messages.", next, [before, after, next, Within], values =>
        {
            var isAlone = values.Find(before) is null && values.Find(after) is null;
            return new ConcatenateAction(values.Get(before, []), values.Get(after, []), values.Get(next, isAlone ? 1 : 0), values.Get(Within, DefaultWithin));
        })
        {
            Follows = ActionTriggers.Outgoing,
            CanStandAlone = true,
        };

        YamlKey<int> piece = new("size", YamlForms.Int32(1, MaxBytes), "Bytes in a piece; 1.");
        yield return new("dribble", "Its transfers are sent in small pieces, on streams and PTYs.", piece, [piece, Gap],
            values => new DribbleAction(values.Get(piece, 1), values.Get(Gap, TimeSpan.Zero)))
        { Follows = ActionTriggers.Outgoing, CanStandAlone = true };

        YamlKey<EncapsulatedResponse> how = new("how", YamlForms.Choice<EncapsulatedResponse>(isChoice: choice => choice != EncapsulatedResponse.Announced), "RESPONSE_AVAILABLE is not sent, or GET_ENCAPSULATED_RESPONSE is answered with a STALL or with no data.") { IsRequired = true };
        yield return new("respond", "On USB: the host is not notified of it, or does not get it when it asks.", how, [how], values => new RespondAction(values.Require(how)))
        { Follows = ActionTriggers.Outgoing };
    }
}
