using System.Buffers.Binary;
using MbimEmulator.Patterns;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Scenarios;

/// <summary>Bytes of it are overwritten.</summary>
public sealed record PatchAction() : FaultAction(ActionTarget.Traffic)
{
    private static readonly YamlKey<string> PlaceKey = new("place", YamlForms.Text(256, "a place, such as messageLength, AccessString, AccessString.offset"),
        "A part of the message header, or a field of its information buffer.");
    private static readonly YamlKey<int> OffsetKey = new("offset", YamlForms.Int32(-ScenarioForms.MaxBytes, ScenarioForms.MaxBytes), "Instead of a place: offset from the first byte; negative: from the end.");
    private static readonly YamlKey<MbimArray<byte>> BytesKey = new("bytes", YamlForms.Bytes(ScenarioForms.MaxBytes), "The bytes to write.");
    private static readonly YamlKey<long> NumberKey = new("number", YamlForms.Long(0, uint.MaxValue), "The number to write at the place, in the size of the place.");
    private static readonly YamlKey<long> AddKey = new("add", YamlForms.Long(-uint.MaxValue, uint.MaxValue), "A number to add to the one at the place.");

    /// <summary>
    /// Where: a part of the message's header (<c>messageType</c>, <c>messageLength</c>, <c>transactionId</c>, <c>totalFragments</c>, <c>currentFragment</c>,
    /// <c>deviceServiceId</c>, <c>cid</c>, <c>status</c>, <c>commandType</c>, <c>informationBufferLength</c>), or a field of its information buffer
    /// (<c>AccessString</c>, <c>AccessString.offset</c>, <c>AccessString.size</c>); null for an offset.
    /// </summary>
    public string? Place { get; init; }

    /// <summary>The offset from the first byte; below 0 from behind the last one. Used when there is no place.</summary>
    public int Offset { get; init; }

    /// <summary>What is written; what stands behind the end is left out. A number at a place is written in the place's size, little endian.</summary>
    public MbimArray<byte> Bytes { get; init; }

    /// <summary>The number that is written at a place instead of bytes; null for bytes.</summary>
    public long? Number { get; init; }

    /// <summary>Whether the number is added to what is there.</summary>
    public bool IsRelative { get; init; }

    internal static ActionKind FileKind { get; } = new("patch", "Bytes of it are overwritten.", null, [PlaceKey, OffsetKey, BytesKey, NumberKey, AddKey], Read)
    {
        Needs = TriggerTraits.Traffic | TriggerTraits.Apdu,
        CheckWith = (action, trigger, values) =>
        {
            if (values.Find(PlaceKey) is { } item && ((PatchAction)action).Place is { } place)
            {
                FieldChecks.CheckPlace(place, trigger, item);
            }
        },
    };

    internal override TrafficFate ActOn(FaultTraffic traffic, IActionContext context) =>
        Told(traffic, context, Patch(traffic), Place is null ? $"{Bytes.Count} bytes written over at {Offset}" : $"{Place} written over");

    private static PatchAction Read(YamlValues values)
    {
        values.Exclude(PlaceKey, OffsetKey);
        values.Exclude(BytesKey, NumberKey);
        values.Exclude(BytesKey, AddKey);
        values.Exclude(NumberKey, AddKey);
        if ((values.Find(NumberKey) ?? values.Find(AddKey)) is { } given && values.Find(PlaceKey) is null)
        {
            throw given.Error("a number without 'place'", "'place' beside it, or 'bytes'");
        }

        var added = values.GetOrNull(AddKey);
        var written = added ?? values.GetOrNull(NumberKey);
        return new PatchAction
        {
            Place = values.Find(OffsetKey) is null ? values.Require(PlaceKey) : null,
            Offset = values.Get(OffsetKey, 0),
            Bytes = written is null ? values.Require(BytesKey) : [],
            Number = written,
            IsRelative = added is not null,
        };
    }

    private string? Patch(FaultTraffic traffic)
    {
        var bytes = traffic.Bytes;
        int offset;
        int size;
        if (Place is not { } place)
        {
            bytes = traffic.Plan is [var whole, ..] ? whole.Bytes : bytes;
            offset = Offset < 0 ? bytes.Length + Offset : Offset;
            size = Number is null ? Bytes.Count : 4;
        }
        else if (!MessagePlaces.TryFind(place, traffic.Bytes, traffic.Port.Version, out offset, out size, out var problem))
        {
            return problem;
        }
        else if (MessagePlaces.IsOfTransfer(place) && traffic.BecomesTransfers)
        {
            // The function writes these anew for each fragment: they are wrong only in what goes.
            bytes = traffic.GetPlan()[0].Bytes;
        }
        else if (traffic.Plan is [var first, ..])
        {
            bytes = first.Bytes;
        }

        if (offset < 0 || offset >= bytes.Length)
        {
            return $"there is no byte {offset} in {bytes.Length}";
        }

        var target = bytes.AsSpan(offset);
        if (Number is { } number)
        {
            target = target[..Math.Min(size, target.Length)];
            WriteNumber(target, IsRelative ? ReadNumber(target) + number : number);
        }
        else
        {
            var written = Bytes.AsSpan();
            written[..Math.Min(written.Length, target.Length)].CopyTo(target);
        }

        return null;
    }

    private static long ReadNumber(ReadOnlySpan<byte> bytes)
    {
        Span<byte> number = stackalloc byte[8];
        bytes[..Math.Min(bytes.Length, 8)].CopyTo(number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    private static void WriteNumber(Span<byte> bytes, long value)
    {
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(number, value);
        number[..Math.Min(bytes.Length, 8)].CopyTo(bytes);
    }
}
