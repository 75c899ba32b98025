using MbimProtocol.Encoding;

namespace MbimProtocol.Tests.Encoding;

[MbimService("5e0d4a3c-7f0b-4a55-9f3e-0d1f6b7c8d9e", "Kinds")]
public enum KindCid : uint
{
    Numbers = 1,
    Texts = 2,
    Bytes = 3,
    Arrays = 4,
    Structures = 5,
    Tlvs = 6,
    Conditions = 7,
    Inline = 8,
    SizedInline = 9,
    Nested = 10,
    Command = 11,
    Totals = 12,
}

[InformationBuffer(KindCid.Numbers, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct NumbersBuffer
{
    public ushort Small { get; init; }

    public MbimExVersion SmallEnumeration { get; init; }

    public uint Medium { get; init; }

    public int Signed { get; init; }

    public ulong Large { get; init; }

    public Guid Uuid { get; init; }

    public IPv4Address V4 { get; init; }

    public IPv6Address V6 { get; init; }
}

[InformationBuffer(KindCid.Texts, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record TextsBuffer
{
    public string First { get; init; } = "";

    [Layout(FieldLayout.Utf8String)]
    public string Second { get; init; } = "";

    [CountOf(nameof(Third))]
    public partial uint ThirdCount { get; }

    public uint Between { get; init; }

    public MbimArray<string> Third { get; init; }

    public uint Behind { get; init; }

    [PersonalInformation]
    public string Last { get; init; } = "";
}

[InformationBuffer(KindCid.Bytes, BufferKind.Set | BufferKind.Response)]
public sealed partial record BytesBuffer
{
    [Layout(FieldLayout.FixedBytes, Size = 14)]
    public MbimArray<byte> Fixed { get; init; }

    public MbimArray<byte> Referenced { get; init; }

    [Layout(FieldLayout.SizeThenOffsetBytes)]
    public MbimArray<byte> Swapped { get; init; }

    [SizeOf(nameof(Filter), nameof(Mask))]
    public partial uint FilterSize { get; }

    public MbimArray<byte> Filter { get; init; }

    public MbimArray<byte> Mask { get; init; }
}

[InformationBuffer(KindCid.Arrays, BufferKind.Response, EmptyQuery = true)]
public sealed partial record ArraysBuffer
{
    [CountOf(nameof(Numbers))]
    public partial uint NumbersCount { get; }

    public MbimArray<uint> Numbers { get; init; }

    [CountOf(nameof(V4))]
    public partial uint V4Count { get; }

    public MbimArray<IPv4Address> V4 { get; init; }

    [CountOf(nameof(V6))]
    public partial uint V6Count { get; }

    public MbimArray<IPv6Address> V6 { get; init; }

    public IPv4Address? Gateway4 { get; init; }

    public IPv6Address? Gateway6 { get; init; }
}

[MbimStructure]
public readonly partial record struct FixedStructure
{
    public uint Number { get; init; }

    public ushort Small { get; init; }

    public ushort Other { get; init; }
}

[MbimStructure]
public sealed partial record VariableStructure
{
    public uint Number { get; init; }

    public string Name { get; init; } = "";

    public MbimArray<byte> Data { get; init; }
}

[InformationBuffer(KindCid.Structures, BufferKind.Response, EmptyQuery = true)]
public sealed partial record StructuresBuffer
{
    public FixedStructure Inline { get; init; }

    [CountOf(nameof(FixedArray))]
    public partial uint FixedArrayCount { get; }

    [Layout(FieldLayout.StructArray)]
    public MbimArray<FixedStructure> FixedArray { get; init; }

    public FixedStructure? Optional { get; init; }

    public VariableStructure? OptionalVariable { get; init; }

    [CountOf(nameof(Table))]
    public partial uint TableCount { get; }

    public MbimArray<VariableStructure> Table { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<FixedStructure> CountedFixed { get; init; }

    [Layout(FieldLayout.CountedStructArray)]
    public MbimArray<VariableStructure> CountedVariable { get; init; }
}

[InformationBuffer(KindCid.Tlvs, BufferKind.Response, EmptyQuery = true)]
public sealed partial record TlvsBuffer
{
    public uint Number { get; init; }

    public Tlv Any { get; init; }

    [Layout(FieldLayout.TlvString)]
    public string Text { get; init; } = "";

    public MbimArray<ushort> Table { get; init; }

    public uint Behind { get; init; }

    public MbimArray<Tlv> Others { get; init; }
}

public enum ShapeOfConditions : uint
{
    Neither = 0,
    Fixed = 1,
    Variable = 2,
}

[InformationBuffer(KindCid.Conditions, BufferKind.Set)]
public sealed partial record ConditionsBuffer
{
    public ShapeOfConditions Shape { get; init; }

    [CountOf(nameof(Table))]
    public partial uint TableCount { get; }

    [AvailableIf(nameof(Shape), ShapeOfConditions.Fixed)]
    public MbimArray<FixedStructure> Table { get; init; }

    [AvailableIf(nameof(Shape), ShapeOfConditions.Fixed)]
    public uint Number { get; init; }

    [AvailableIf(nameof(Shape), ShapeOfConditions.Variable)]
    public VariableStructure? Variable { get; init; }
}

[InformationBuffer(KindCid.Inline, BufferKind.Set | BufferKind.Response)]
public sealed partial record InlineBuffer
{
    public uint Before { get; init; }

    [Layout(FieldLayout.InlineBytes)]
    public MbimArray<byte> Data { get; init; }

    public uint Behind { get; init; }
}

[InformationBuffer(KindCid.SizedInline, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct SizedInlineBuffer
{
    [SizeOf(nameof(Data))]
    public partial uint DataSize { get; }

    public uint Type { get; init; }

    [Layout(FieldLayout.InlineBytes)]
    public MbimArray<byte> Data { get; init; }
}

[MbimStructure]
public sealed partial record InnerStructure
{
    public uint Number { get; init; }

    [CountOf(nameof(Numbers))]
    public partial uint NumbersCount { get; }

    public MbimArray<uint> Numbers { get; init; }
}

[MbimStructure]
public sealed partial record OuterStructure
{
    [CountOf(nameof(Inner))]
    public partial uint InnerCount { get; }

    public MbimArray<InnerStructure> Inner { get; init; }
}

[InformationBuffer(KindCid.Nested, BufferKind.Response | BufferKind.Notification, EmptySet = true)]
public sealed partial record NestedBuffer
{
    [CountOf(nameof(Outer))]
    public partial uint OuterCount { get; }

    public MbimArray<OuterStructure> Outer { get; init; }

    public VariableStructure Last { get; init; } = new();
}

[MbimStructure]
public sealed partial record CountedBytesStructure
{
    [CountOf(nameof(Data))]
    public partial uint DataCount { get; }

    public MbimArray<byte> Data { get; init; }

    [CountOf(nameof(Swapped))]
    public partial uint SwappedCount { get; }

    [Layout(FieldLayout.SizeThenOffsetBytes)]
    public MbimArray<byte> Swapped { get; init; }

    public MbimArray<byte> Other { get; init; }
}

[InformationBuffer(KindCid.Totals, BufferKind.Response, EmptyQuery = true)]
public sealed partial record TotalsBuffer
{
    [CountOf(nameof(Table))]
    public partial uint TableCount { get; }

    [SizeOf(nameof(Table))]
    public partial uint TableSize { get; }

    [PersonalInformation]
    public ulong Secret { get; init; }

    public MbimArray<CountedBytesStructure> Table { get; init; }

    [PersonalInformation]
    public MbimArray<byte> SecretBytes { get; init; }
}

[InformationBuffer(KindCid.Command, BufferKind.Query)]
public readonly partial record struct CommandBuffer
{
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Text { get; init; }
}
