namespace MbimProtocol.Generators;

/// <summary>One property of a record.</summary>
/// <param name="Name">The property.</param>
/// <param name="Kind">The field's encoding on the wire.</param>
/// <param name="Type">Its C# type, fully qualified, without a nullable mark.</param>
/// <param name="Element">The element's type of an array, or the type of a structure.</param>
/// <param name="Scalar">The WireFormat method that reads a scalar or an array's element: UInt16, UInt32, Int32, UInt64, Uuid, IPv4, IPv6.</param>
/// <param name="InlineSize">Bytes inline; -1 when only the bytes say.</param>
/// <param name="ElementSize">Bytes of an element or structure; -1 when only the bytes say.</param>
/// <param name="ElementMinimum">The least bytes of an element.</param>
/// <param name="CountedBy">The CountOf or SizeOf property that belongs to it.</param>
/// <param name="Arrays">The arrays that a CountOf or SizeOf belongs to.</param>
/// <param name="ConditionProperty">The property that says whether the field is there.</param>
/// <param name="ConditionValue">The value, as a C# number.</param>
/// <param name="IsEnum">Whether a scalar is an enumeration.</param>
/// <param name="IsNullable">Whether the property may be null.</param>
/// <param name="IsClass">Whether a structure is a class.</param>
/// <param name="IsPersonal">Whether it is masked in logs.</param>
internal sealed record FieldModel(
    string Name,
    FieldForm Kind,
    string Type,
    string Element,
    string Scalar,
    int InlineSize,
    int ElementSize,
    int ElementMinimum,
    string? CountedBy,
    EquatableArray<string> Arrays,
    string? ConditionProperty,
    string? ConditionValue,
    bool IsEnum,
    bool IsNullable,
    bool IsClass,
    bool IsPersonal)
{
    /// <summary>Whether a value of it can be masked.</summary>
    public bool CanBePersonal => Kind is FieldForm.Text or FieldForm.Utf8Text or FieldForm.TlvText or FieldForm.TextArray or FieldForm.UInt32Array
        or FieldForm.TlvUInt16Array or FieldForm.FixedBytes or FieldForm.RemainingBytes or FieldForm.RefBytes or FieldForm.RefBytesSized
        or FieldForm.SizeThenOffsetBytes or FieldForm.InlineBytes or FieldForm.InlineBytesSized
        || (Kind == FieldForm.Scalar && !IsEnum && Scalar is "UInt16" or "UInt32" or "UInt64");

    public bool IsDynamic => InlineSize < 0 || ConditionProperty is not null;

    public bool HasReferences => Kind is FieldForm.RefAddress or FieldForm.Text or FieldForm.Utf8Text or FieldForm.TextArray or FieldForm.RefBytes
        or FieldForm.RefBytesSized or FieldForm.SizeThenOffsetBytes or FieldForm.AddressArray or FieldForm.RefStruct or FieldForm.StructArray
        or FieldForm.RefStructArray or FieldForm.CountedStructArray;
}

/// <summary>An older layout, as the newest record sees it.</summary>
/// <param name="Type">The older record, fully qualified.</param>
/// <param name="Since">Its first version, as a number.</param>
internal sealed record OlderLayout(string Type, int Since);

/// <summary>A property of a projection: how it is made from the other side.</summary>
/// <param name="Target">The property that is set.</param>
/// <param name="Expression">The C# expression over <c>source</c>; null leaves the property's default.</param>
internal sealed record Assignment(string Target, string? Expression);

/// <summary>A record whose codec is written.</summary>
internal sealed record RecordModel(
    string Namespace,
    string Name,
    string Declaration,
    bool IsInformationBuffer,
    EquatableArray<FieldModel> Fields,
    int Since,
    EquatableArray<OlderLayout> OlderLayouts,
    string? Newest,
    EquatableArray<Assignment> FromNewest,
    EquatableArray<Assignment> ToNewest)
{
    /// <summary>Its name with its namespace.</summary>
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";

    /// <summary>Whether the record is not declared, but comes from fields that its newest one adds; its properties are written too.</summary>
    public bool IsAdded { get; init; }

    /// <summary>The attributes of the properties of such a record, one text for each field.</summary>
    public EquatableArray<string> Attributes { get; init; } = new([]);

    /// <summary>The array that a CountOf or SizeOf belongs to; the first one where there are several.</summary>
    public FieldModel ArrayOf(FieldModel counter) => Fields.First(field => field.Name == counter.Arrays[0]);

    public bool IsFixed => Fields.All(item => !item.IsDynamic && !item.HasReferences);
}

/// <summary>One declared use of a record: a CID and what the record is sent as.</summary>
/// <param name="CidEnum">The enumeration of CIDs, fully qualified.</param>
/// <param name="CidMember">The CID.</param>
/// <param name="Kind">What the record is sent as.</param>
/// <param name="Record">The record, fully qualified.</param>
/// <param name="EmptyQuery">Whether the CID is queried with an empty buffer.</param>
/// <param name="EmptySet">Whether the CID is set or answered with an empty buffer.</param>
/// <param name="Keys">The numbers that can tell apart the states of a notification: those at the same place in every layout.</param>
internal sealed record BufferUse(string CidEnum, string CidMember, int Kind, string Record, bool EmptyQuery, bool EmptySet, EquatableArray<KeyField> Keys);

/// <summary>A number at a fixed place of a record.</summary>
internal sealed record KeyField(string Name, int Offset);

/// <summary>An enumeration of CIDs.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="EnumName">The name.</param>
/// <param name="Uuid">The device service's UUID.</param>
/// <param name="Name">The device service's name.</param>
/// <param name="Identifier">Its name as one word; null when it follows from its name.</param>
/// <param name="Order">Its place in lists; 0 when it has none.</param>
/// <param name="IsStandard">Whether MBIM 1.0 defines it.</param>
/// <param name="IsHidden">Whether applications do not find it.</param>
/// <param name="Notifications">What its notifications tell, as a number.</param>
/// <param name="Members">The members of the CID enumeration.</param>
/// <param name="Problems">What is wrong with the declaration by itself.</param>
internal sealed record ServiceModel(
    string Namespace,
    string EnumName,
    string Uuid,
    string Name,
    string? Identifier,
    int Order,
    bool IsStandard,
    bool IsHidden,
    int Notifications,
    EquatableArray<CidModel> Members,
    EquatableArray<Problem> Problems)
{
    /// <summary>What stands before the name of a type of its namespace.</summary>
    public string Prefix => Namespace.Length == 0 ? "" : $"{Namespace}.";

    /// <summary>The static class of typed CIDs.</summary>
    public string ClassName => EnumName.EndsWith("Cid", StringComparison.Ordinal) ? EnumName.Substring(0, EnumName.Length - 3) : EnumName + "Service";
}

/// <summary>One CID as its enumeration declares it.</summary>
/// <param name="Name">The member.</param>
/// <param name="UndeclaredKinds">The buffers that no record declares; null when records declare them.</param>
/// <param name="EmptySet">Whether it is set and answered with empty buffers.</param>
/// <param name="Notification">What its notification tells, as a number; null when the CID does not say it.</param>
/// <param name="Key">The field that tells apart its states.</param>
/// <param name="Since">The first version that has it, as a number; null for the first of all.</param>
/// <param name="Here">Where it is declared: a problem to fill in.</param>
internal sealed record CidModel(string Name, int? UndeclaredKinds, bool EmptySet, int? Notification, string? Key, int? Since, Problem Here);
