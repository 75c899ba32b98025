using System.Globalization;
using MbimProtocol.Encoding;
using MbimProtocol.Fields;

namespace MbimProtocol.Generated;

/// <content>The new values of the types that fields have.</content>
public sealed partial class FieldChanges
{
    /// <summary>A u16.</summary>
    public ushort Value(string name, ushort current) => Take(name) is { } place ? UInt16(place, current) : current;

    /// <summary>A u32.</summary>
    public uint Value(string name, uint current) => Take(name) is { } place ? UInt32(place, current) : current;

    /// <summary>An i32.</summary>
    public int Value(string name, int current) => Take(name) is { } place ? (int)Number(place, current, int.MinValue, int.MaxValue) : current;

    /// <summary>A u64.</summary>
    public ulong Value(string name, ulong current) => Take(name) is { } place ? (ulong)Number(place, current, 0, ulong.MaxValue) : current;

    /// <summary>A UUID.</summary>
    public Guid Value(string name, Guid current) =>
        Take(name) is not { } place ? current : Guid.TryParse(TextOf(place), out var value) ? value : Refuse(place, "a UUID", current);

    /// <summary>An IPv4 address.</summary>
    public IPv4Address Value(string name, IPv4Address current) => Take(name) is { } place ? IPv4(place, current) : current;

    /// <summary>An IPv6 address.</summary>
    public IPv6Address Value(string name, IPv6Address current) => Take(name) is { } place ? IPv6(place, current) : current;

    /// <summary>An IPv4 address, or none.</summary>
    public IPv4Address? Value(string name, IPv4Address? current) =>
        Take(name) is not { } place ? current : IsNone(place) ? null : IPv4(place, current ?? default);

    /// <summary>An IPv6 address, or none.</summary>
    public IPv6Address? Value(string name, IPv6Address? current) =>
        Take(name) is not { } place ? current : IsNone(place) ? null : IPv6(place, current ?? default);

    /// <summary>A text.</summary>
    public string Value(string name, string current) => Take(name) is { } place ? Text(place, current) : current;

    /// <summary>Bytes.</summary>
    /// <param name="name">The field.</param>
    /// <param name="current">The present bytes.</param>
    /// <param name="size">How many there are; -1 for any number.</param>
    public MbimArray<byte> Value(string name, MbimArray<byte> current, int size = -1) =>
        Take(name) is { } place ? Bytes(place, current, size) : current;

    /// <summary>Texts.</summary>
    public MbimArray<string> Value(string name, MbimArray<string> current) => Array(name, current, () => "", Text);

    /// <summary>Numbers.</summary>
    public MbimArray<uint> Value(string name, MbimArray<uint> current) => Array(name, current, () => 0u, UInt32);

    /// <summary>Numbers.</summary>
    public MbimArray<ushort> Value(string name, MbimArray<ushort> current) => Array(name, current, () => (ushort)0, UInt16);

    /// <summary>IPv4 addresses.</summary>
    public MbimArray<IPv4Address> Value(string name, MbimArray<IPv4Address> current) => Array(name, current, () => default, IPv4);

    /// <summary>IPv6 addresses.</summary>
    public MbimArray<IPv6Address> Value(string name, MbimArray<IPv6Address> current) => Array(name, current, () => default, IPv6);

    /// <summary>A TLV: a mapping of <c>Type</c> and <c>Data</c>.</summary>
    public Tlv Value(string name, Tlv current) => Take(name) is { } place ? OneTlv(place, current) : current;

    /// <summary>TLVs.</summary>
    public MbimArray<Tlv> Value(string name, MbimArray<Tlv> current) => Array(name, current, () => default, OneTlv);

    /// <summary>An enumeration, or flags.</summary>
    public T Enumeration<T>(string name, T current)
        where T : struct, Enum
    {
        if (Take(name) is not { } place)
        {
            return current;
        }

        var isFlags = typeof(T).IsDefined(typeof(FlagsAttribute), inherit: false);
        var text = isFlags && place.Value is FieldValue.List list && list.Items.All(item => item is FieldValue.Scalar)
            ? list.Items.Count == 0 ? "0" : string.Join('|', list.Items.Select(item => ((FieldValue.Scalar)item).Text))
            : TextOf(place);
        var most = Enum.GetUnderlyingType(typeof(T)) == typeof(ushort) ? ushort.MaxValue : uint.MaxValue;
        string? wrong = null;
        if (text is not null && FieldTexts.TryEnumeration(typeof(T), text, out var number, out wrong) && number <= most)
        {
            return (T)Enum.ToObject(typeof(T), number);
        }

        var names = Enum.GetNames<T>();
        var expected = $"{(isFlags ? "any" : "one")} of {string.Join(", ", names)}, or a number up to {most}{(isFlags ? $", or {FieldTexts.None}" : "")}";
        Refuse(place.Path, expected, wrong is null ? place.Found : $"'{wrong}'", names);
        return current;
    }

    /// <summary>A structure.</summary>
    public T Structure<T>(string name, T current)
        where T : IWireRecord<T> =>
        Take(name) is { } place ? Record(place, current) : current;

    /// <summary>A structure that may be absent.</summary>
    public T? Optional<T>(string name, T? current)
        where T : class, IWireRecord<T>, new() =>
        Take(name) is not { } place ? current : IsNone(place) ? null : Record(place, current ?? new T());

    /// <summary>A structure that may be absent.</summary>
    public T? Optional<T>(string name, T? current)
        where T : struct, IWireRecord<T> =>
        Take(name) is not { } place ? current : IsNone(place) ? null : Record(place, current ?? new T());

    /// <summary>Structures.</summary>
    public MbimArray<T> Structures<T>(string name, MbimArray<T> current)
        where T : IWireRecord<T>, new() =>
        Array(name, current, () => new T(), Record);

    private MbimArray<T> Array<T>(string name, MbimArray<T> current, Func<T> create, Func<Place, T, T> change)
    {
        if (Take(name) is not { } place)
        {
            return current;
        }

        if (place.Value == FieldValue.Absent)
        {
            return [];
        }

        if (place.Value is FieldValue.List list)
        {
            var items = new T[list.Items.Count];
            for (var i = 0; i < items.Length; i++)
            {
                var element = new Place(_root, Indexed(name, i), Indexed(place.Path, i));
                element.Set(list.Items[i]);
                items[i] = change(element, create());
            }

            return MbimArray.Own(items);
        }

        if (place.Value is not null || place.Elements.Count == 0)
        {
            return Refuse(place, "a list, or elements by index", current);
        }

        var changed = current.AsSpan().ToArray();
        foreach (var (index, element) in place.Elements)
        {
            if (_root.IsTrial)
            {
                change(element, create());
            }
            else if (index < changed.Length)
            {
                changed[index] = change(element, changed[index]);
            }
            else
            {
                Refuse(element.Path, $"an index below {changed.Length}, the number of elements, or the whole list", $"{index}");
            }
        }

        return MbimArray.Own(changed);
    }

    private T Record<T>(Place place, T current)
        where T : IWireRecord<T>
    {
        if (!place.HasMembers)
        {
            return Refuse(place, $"a mapping of fields of {T.Layout.Name}", current);
        }

        var changed = current.Change(place.Members);
        place.Members.Finish();
        return changed;
    }

    private Tlv OneTlv(Place place, Tlv current)
    {
        if (!place.HasMembers)
        {
            return Refuse(place, $"a mapping of {nameof(Tlv.Type)} and {nameof(Tlv.Data)}", current);
        }

        var members = place.Members;
        var changed = new Tlv(members.Enumeration(nameof(Tlv.Type), current.Type), members.Value(nameof(Tlv.Data), current.Data));
        members.Finish();
        return changed;
    }

    private ushort UInt16(Place place, ushort current) => (ushort)Number(place, current, 0, ushort.MaxValue);

    private uint UInt32(Place place, uint current) => (uint)Number(place, current, 0, uint.MaxValue);

    private Int128 Number(Place place, Int128 current, Int128 least, Int128 most) =>
        FieldTexts.TryNumber(TextOf(place) ?? "", out var number) && number >= least && number <= most
            ? number
            : Refuse(place, $"a number from {least} to {most}", current);

    private IPv4Address IPv4(Place place, IPv4Address current) =>
        IPv4Address.TryParse(TextOf(place), out var value) ? value : Refuse(place, "an IPv4 address", current);

    private IPv6Address IPv6(Place place, IPv6Address current) =>
        IPv6Address.TryParse(TextOf(place), out var value) ? value : Refuse(place, "an IPv6 address", current);

    private string Text(Place place, string current) => TextOf(place) ?? Refuse(place, "a text", current);

    private MbimArray<byte> Bytes(Place place, MbimArray<byte> current, int size)
    {
        if (place.Value == FieldValue.Absent && size <= 0)
        {
            return [];
        }

        if (TextOf(place) is { } text && FieldTexts.TryBytes(text, out var bytes) && (size < 0 || bytes.Length == size))
        {
            return MbimArray.Own(bytes);
        }

        return Refuse(place, size < 0 ? "bytes in hexadecimal" : $"{size} bytes in hexadecimal", current);
    }

    // A text may be "none" like any other word.
    private static string? TextOf(Place place) => place.Value == FieldValue.Absent ? FieldTexts.None : (place.Value as FieldValue.Scalar)?.Text;

    private static bool IsNone(Place place) => TextOf(place) is "" or FieldTexts.None;

    private static string Indexed(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private T Refuse<T>(Place place, string expected, T current)
    {
        Refuse(place.Path, expected, place.Found);
        return current;
    }
}
