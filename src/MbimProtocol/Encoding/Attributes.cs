namespace MbimProtocol.Encoding;

/// <summary>What an information buffer is sent as.</summary>
[Flags]
public enum BufferKind
{
    /// <summary>Not sent by itself: a structure inside other buffers.</summary>
    None = 0,

    /// <summary>The information buffer of a COMMAND that queries.</summary>
    Query = 1,

    /// <summary>The information buffer of a COMMAND that sets.</summary>
    Set = 2,

    /// <summary>The information buffer of a COMMAND_DONE.</summary>
    Response = 4,

    /// <summary>The information buffer of an INDICATE_STATUS.</summary>
    Notification = 8,
}

/// <summary>Names the service of an enumeration of CIDs; the generator writes a static class of typed CIDs beside it.</summary>
/// <param name="uuid">The device service's UUID.</param>
/// <param name="name">The service's name in the specification.</param>
/// <example>
/// <code>
/// [MbimService("7d3f8a51-0b0e-4e5c-8f6a-2a1c5d9b7e33", "Vendor")]
/// public enum VendorCid : uint
/// {
///     [Notification(NotificationKind.State, Key = nameof(VendorTemperature.Sensor))]
///     Temperature = 1,
/// }
///
/// [InformationBuffer(VendorCid.Temperature, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
/// public readonly partial record struct VendorTemperature(uint Sensor, int Celsius);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Enum)]
public sealed class MbimServiceAttribute(string uuid, string name) : Attribute
{
    /// <summary>The device service's UUID.</summary>
    public string Uuid { get; } = uuid;

    /// <summary>The service's name in the specification.</summary>
    public string Name { get; } = name;

    /// <summary>Its name where a name has to be one word, as in scenarios; its name in capital letters with underscores when it is left out.</summary>
    public string? Identifier { get; set; }

    /// <summary>
    /// Its place in every list of services, from 1 on; a name that several services have for a CID belongs to the first of them. Services without
    /// a place come last, in the order of their names.
    /// </summary>
    public int Order { get; set; }

    /// <summary>Whether MBIM 1.0 defines the service: a function sends its notifications until the host asks for others.</summary>
    public bool IsStandard { get; set; }

    /// <summary>Whether the host's system or its connection manager uses the service itself, so that no application finds it.</summary>
    public bool IsHidden { get; set; }

    /// <summary>What the service's notifications tell, unless a CID says otherwise.</summary>
    public NotificationKind Notifications { get; set; }
}

/// <summary>On a CID: what its notification tells.</summary>
/// <param name="kind">A state or an event.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class NotificationAttribute(NotificationKind kind) : Attribute
{
    /// <summary>A state or an event.</summary>
    public NotificationKind Kind { get; } = kind;

    /// <summary>
    /// The field that tells apart the states of one CID, such as a SessionId: a uint or an enumeration that stands at the same place in every
    /// layout. Null when the CID has one state.
    /// </summary>
    public string? Key { get; set; }
}

/// <summary>On a CID whose information buffers no record declares: which ones it has.</summary>
/// <param name="kinds">The buffers.</param>
[AttributeUsage(AttributeTargets.Field)]
public sealed class UndeclaredBuffersAttribute(BufferKind kinds) : Attribute
{
    /// <summary>The buffers.</summary>
    public BufferKind Kinds { get; } = kinds;
}

/// <summary>On a CID that is set with an empty buffer and answers with one, so that no record declares either.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class EmptySetAttribute : Attribute;

/// <summary>
/// Declares an information buffer: the record's properties, in their order, are its layout. The generator writes reading, writing, size and
/// rendering.
/// </summary>
/// <param name="cid">A member of an enumeration with <see cref="MbimServiceAttribute"/>.</param>
/// <param name="kind">What the buffer is sent as.</param>
/// <example>
/// <code>
/// [MbimService("7d3f8a51-0b0e-4e5c-8f6a-2a1c5d9b7e33", "Vendor")]
/// public enum VendorCid : uint
/// {
///     Temperature = 1,
/// }
///
/// [InformationBuffer(VendorCid.Temperature, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
/// public sealed partial record VendorTemperature
/// {
///     public uint Sensor { get; init; }
///
///     public int Celsius { get; init; }
///
///     public string Name { get; init; } = "";
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true)]
public sealed class InformationBufferAttribute(object cid, BufferKind kind) : Attribute
{
    /// <summary>The CID.</summary>
    public object Cid { get; } = cid;

    /// <summary>What the buffer is sent as.</summary>
    public BufferKind Kind { get; } = kind;

    /// <summary>Set on a response whose CID is queried with an empty buffer.</summary>
    public bool EmptyQuery { get; set; }

    /// <summary>Set on a request whose CID answers with an empty buffer, or on a response or notification of a CID that is set with one.</summary>
    public bool EmptySet { get; set; }
}

/// <summary>Declares a structure that stands inside information buffers.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class MbimStructureAttribute : Attribute;

/// <summary>
/// Declares an older layout of <paramref name="newest"/>: the layout on the wire from <paramref name="since"/> on, up to the next layout. The
/// generator writes both directions; a property that the other side lacks needs a <see cref="WhenAbsentAttribute"/>.
/// </summary>
/// <param name="newest">The record of the newest layout.</param>
/// <param name="since">The first version with this layout.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class OlderLayoutOfAttribute(Type newest, MbimExVersion since) : Attribute
{
    /// <summary>The record of the newest layout.</summary>
    public Type Newest { get; } = newest;

    /// <summary>The first version with this layout.</summary>
    public MbimExVersion Since { get; } = since;
}

/// <summary>
/// On a property of a newest record: the first version that has the field. The generator writes a record of the layout before it, named after its
/// first version (<c>ConnectInfoV1</c>), and both directions; where the field is missing it has its default, or that of <see cref="WhenAbsentAttribute"/>.
/// On a newest record: the first version that has its layout, when older ones are declared with <see cref="OlderLayoutOfAttribute"/>.
/// On a CID: the first version that has it; a function that agreed on an earlier one has no such CID.
/// </summary>
/// <param name="version">The first version.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Field)]
public sealed class SinceAttribute(MbimExVersion version) : Attribute
{
    /// <summary>The first version.</summary>
    public MbimExVersion Version { get; } = version;
}

/// <summary>
/// On an older layout's property: the newest record's property that it shows, when the names differ. A second one, with
/// <see cref="ToNewest"/> alone, says which other property of the newest record is made from it.
/// </summary>
/// <param name="property">The newest record's property.</param>
[AttributeUsage(AttributeTargets.Property, AllowMultiple = true)]
public sealed class SourceAttribute(string property) : Attribute
{
    /// <summary>The newest record's property.</summary>
    public string Property { get; } = property;

    /// <summary>A static method of the older record that makes this property's value from the newest record.</summary>
    public string? ToOlder { get; set; }

    /// <summary>A static method of the older record that makes the newest property's value from the older record.</summary>
    public string? ToNewest { get; set; }
}

/// <summary>The value of a property that the other layout does not have: the type's default, or <see cref="Value"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WhenAbsentAttribute : Attribute
{
    /// <summary>The value; null is the type's default.</summary>
    public object? Value { get; set; }
}

/// <summary>
/// On a <c>partial uint</c> property: the number of elements of an array that stands later in the buffer; on bytes with an offset and a size, it
/// repeats the size.
/// </summary>
/// <param name="array">The array's property.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class CountOfAttribute(string array) : Attribute
{
    /// <summary>The array's property.</summary>
    public string Array { get; } = array;
}

/// <summary>
/// On a <c>partial uint</c> property: the size in bytes of byte arrays that stand later in the buffer and are equally long, or of all structures of
/// one array together, each padded to 4 bytes.
/// </summary>
/// <param name="arrays">The arrays' properties.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SizeOfAttribute(params string[] arrays) : Attribute
{
    /// <summary>The arrays' properties.</summary>
    public string[] Arrays { get; } = arrays;
}

/// <summary>The layout of a field whose type alone does not say it.</summary>
/// <param name="layout">The layout.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class LayoutAttribute(FieldLayout layout) : Attribute
{
    /// <summary>The layout.</summary>
    public FieldLayout Layout { get; } = layout;

    /// <summary>Bytes of a <see cref="FieldLayout.FixedBytes"/>.</summary>
    public int Size { get; set; }
}

/// <summary>The field is there only when an earlier field has this value.</summary>
/// <param name="property">The earlier field.</param>
/// <param name="value">The value with which the field is present.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AvailableIfAttribute(string property, object value) : Attribute
{
    /// <summary>The earlier field.</summary>
    public string Property { get; } = property;

    /// <summary>Its value.</summary>
    public object Value { get; } = value;
}

/// <summary>The field, a text, number or bytes, belongs to a person or a subscription alone and is masked in logs, captures and recordings.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalInformationAttribute : Attribute;

/// <summary>The layouts that a type alone does not say.</summary>
public enum FieldLayout
{
    /// <summary>Said by the type.</summary>
    Default,

    /// <summary>string: offset, size to UTF-8.</summary>
    Utf8String,

    /// <summary>string: a TLV of type WCHAR_STR (10), inline.</summary>
    TlvString,

    /// <summary>bytes: a fixed number of bytes inline.</summary>
    FixedBytes,

    /// <summary>bytes: inline until the end of the buffer or element; never padded, since a reader could not tell padding from data.</summary>
    RemainingBytes,

    /// <summary>bytes: size first, then offset (UICC).</summary>
    SizeThenOffsetBytes,

    /// <summary>bytes: a u32 size with the bytes directly behind it, or, with a <see cref="SizeOfAttribute"/>, the bytes alone.</summary>
    InlineBytes,

    /// <summary>array of fixed-size structures: an offset to the elements back to back; the count stands in its own field.</summary>
    StructArray,

    /// <summary>array of structures: offset, size to a u32 count and the elements back to back.</summary>
    CountedStructArray,
}
