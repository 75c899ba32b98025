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
            "A part of the message header, or a field of its information buffer.");
        YamlKey<int> offset = new("offset", YamlForms.Int32(-MaxBytes, MaxBytes), "Instead of a place: offset from the first byte; negative: from the end.");
        YamlKey<MbimArray<byte>> bytes = new("bytes", YamlForms.Bytes(MaxBytes), "The bytes to write.");
        YamlKey<long> number = new("number", YamlForms.Long(0, uint.MaxValue), "The number to write at the place, in the size of the place.");
        YamlKey<long> add = new("add", YamlForms.Long(-uint.MaxValue, uint.MaxValue), "A number to add to the one at the place.");
        yield return new("patch", "Bytes of it are overwritten.", null, [place, offset, bytes, number, add], values =>
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

        YamlKey<int> by = new("by", YamlForms.Int32(-MaxBytes, MaxBytes), "Number of zeros to append; negative: number of bytes to cut off.") { IsRequired = true };
        YamlKey<bool> keepsLengthsRight = new("keepsLengthsRight", YamlForms.Boolean, "Whether MessageLength and InformationBufferLength are adjusted.");
        yield return new("resize", "It is truncated or extended; its length fields stay as they are.", by, [by, keepsLengthsRight],
            values => new ResizeAction(values.Require(by) is var count && count != 0 ? count : throw values.Item.Error("'0'", "how many bytes more, or fewer"), values.Get(keepsLengthsRight, false)))
        {
            Follows = ActionTriggers.Traffic,
        };

        YamlKey<int> count = new("count", YamlForms.Int32(1, MaxBytes), "Number of random bytes; 16.");
        YamlKey<MbimArray<byte>> garbage = new("bytes", YamlForms.Bytes(MaxBytes), "The bytes, instead of random ones.");
        YamlKey<GarbagePlace> where = new("place", YamlForms.Choice<GarbagePlace>(), "Where the bytes are placed; before.");
        yield return new("garbage", "Garbage bytes are added to it, in the same transfer.", count, [count, garbage, where], values =>
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
