using MbimEmulator.Scenarios;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.ScenarioFiles;

/// <content>Actions on bytes.</content>
internal static partial class ActionKinds
{
    private const int MaxBytes = 65535;

    private static IEnumerable<ActionKind> ByteKinds()
    {
        YamlKey<string> place = new("place", YamlForms.Text(256, "a place, such as messageLength, AccessString, AccessString.offset"),
            "A part of the message's header, or a field of its information buffer.");
        YamlKey<int> offset = new("offset", YamlForms.Int32(-MaxBytes, MaxBytes), "Instead of a place: from the first byte; below 0 from behind the last one.");
        YamlKey<MbimArray<byte>> bytes = new("bytes", YamlForms.Bytes(MaxBytes), "What is written.");
        YamlKey<long> number = new("number", YamlForms.Long(0, uint.MaxValue), "The number that is written at a place, in the place's size.");
        YamlKey<long> add = new("add", YamlForms.Long(-uint.MaxValue, uint.MaxValue), "What is added to the number at a place.");
        yield return new("patch", "Bytes of it are written over.", null, [place, offset, bytes, number, add], values =>
        {
            values.Exclude(place, offset);
            values.Exclude(bytes, number);
            values.Exclude(bytes, add);
            values.Exclude(number, add);
            if ((values.Find(number) ?? values.Find(add)) is { } given && values.Find(place) is null)
            {
                throw given.Error("a number without 'place'", "'place' beside it, or 'bytes'");
            }

            var added = values.GetOrNull(add);
            var written = added ?? values.GetOrNull(number);
            return new PatchAction
            {
                Place = values.Find(offset) is null ? values.Require(place) : null,
                Offset = values.Get(offset, 0),
                Bytes = written is null ? values.Require(bytes) : [],
                Number = written,
                IsRelative = added is not null,
            };
        })
        {
            Follows = ActionTriggers.Traffic,
            CheckWith = (action, trigger, values) => FieldChecks.CheckPlace((PatchAction)action, trigger, values.Find(place)),
        };

        YamlKey<int> by = new("by", YamlForms.Int32(-MaxBytes, MaxBytes), "How many zeros are added; below 0, how many bytes are cut off.") { IsRequired = true };
        YamlKey<bool> keepsLengthsRight = new("keepsLengthsRight", YamlForms.Boolean, "Whether MessageLength and InformationBufferLength follow.");
        yield return new("resize", "It is cut off or made longer; its length fields stay as they are.", by, [by, keepsLengthsRight],
            values => new ResizeAction(values.Require(by) is var count && count != 0 ? count : throw values.Item.Error("'0'", "how many bytes more, or fewer"), values.Get(keepsLengthsRight, false)))
        {
            Follows = ActionTriggers.Traffic,
        };

        YamlKey<int> count = new("count", YamlForms.Int32(1, MaxBytes), "How many random bytes; 16.");
        YamlKey<MbimArray<byte>> garbage = new("bytes", YamlForms.Bytes(MaxBytes), "The bytes, instead of random ones.");
        YamlKey<GarbagePlace> where = new("place", YamlForms.Choice<GarbagePlace>(), "Where they go: before.");
        yield return new("garbage", "Bytes that belong to nothing go with it, in the same transfer.", count, [count, garbage, where], values =>
        {
            values.Exclude(count, garbage);
            var given = values.Get(garbage, []);
            return new GarbageAction(given, given.Count > 0 ? 0 : values.Get(count, 16), values.Get(where, GarbagePlace.Before));
        })
        {
            Follows = ActionTriggers.Traffic,
            CanStandAlone = true,
        };
    }
}
