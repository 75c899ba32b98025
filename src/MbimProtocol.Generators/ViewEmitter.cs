namespace MbimProtocol.Generators;

/// <summary>Writes the view: a ref struct whose properties read checked bytes in place; and the record that is made from it.</summary>
internal static class ViewEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Line($"/// <summary>A {record.Name} read in place, without allocating. The bytes were checked.</summary>");
        code.Open("public readonly ref struct View");
        code.Line("private readonly ReadOnlySpan<byte> _buffer;");
        code.Line();
        code.Line("private View(ReadOnlySpan<byte> buffer) => _buffer = buffer;");
        code.Line();
        if (record.IsInformationBuffer)
        {
            code.Line("/// <summary>Checks a whole information buffer of this layout and views it.</summary>");
            code.Open("public static bool TryCreate(ReadOnlySpan<byte> buffer, MbimReadMode mode, out View view, out MbimFormatError error)");
            if (record.IsFixed)
            {
                code.Open($"if (buffer.Length == {record.Fields.Sum(field => field.InlineSize)})");
                code.Line("view = new View(buffer);");
                code.Line("error = default;");
                code.Line("return true;");
                code.Close();
                code.Line();
                code.Line("return TryCheck(buffer, mode, out view, out error);");
                code.Close();
                code.Line();
                code.Open("private static bool TryCheck(ReadOnlySpan<byte> buffer, MbimReadMode mode, out View view, out MbimFormatError error)");
            }

            code.Line("var check = new InformationBufferValidator(buffer, mode);");
            code.Line($"bool valid = Validate(ref check, 0, buffer.Length, false, out int end) && check.Finish(end, buffer.Length, \"{record.Name}\");");
            code.Line("view = valid ? new View(buffer) : default;");
            code.Line("error = check.Error;");
            code.Line("return valid;");
            code.Close();
            code.Line();
        }

        code.Line("/// <summary>Views bytes that were checked, from the structure's first byte on.</summary>");
        code.Line("public static View Create(ReadOnlySpan<byte> buffer) => new(buffer);");
        code.Line();
        code.Line("/// <summary>How many bytes the structure at the start of a buffer takes, its variable data included.</summary>");
        code.Open("public static int Measure(ReadOnlySpan<byte> buffer)");
        EmitMeasure(code, record);
        code.Close();
        EmitProperties(code, record);
        code.Close();
        code.Line();
        EmitFromView(code, record);
        if (!record.IsInformationBuffer)
        {
            EmitArray(code, record);
        }
    }

    private static void EmitArray(CodeWriter code, RecordModel record)
    {
        code.Line();
        code.Line($"/// <summary>An array of {record.Name}, read in place. The bytes were checked.</summary>");
        code.Open("public readonly ref struct ViewArray(ReadOnlySpan<byte> buffer, int position, uint count, StructArrayLayout layout)");
        code.Line("private readonly ReadOnlySpan<byte> _buffer = buffer;");
        code.Line();
        code.Line("/// <summary>How many elements there are.</summary>");
        code.Line("public int Count => (int)count;");
        code.Line();
        code.Line("/// <summary>Enumerates the elements.</summary>");
        code.Line("public Enumerator GetEnumerator() => new(new StructArrayCursor(_buffer, position, Count, layout));");
        code.Line();
        code.Line("/// <summary>Goes from element to element.</summary>");
        code.Open("public ref struct Enumerator");
        code.Line("private StructArrayCursor _cursor;");
        code.Line();
        code.Line("internal Enumerator(StructArrayCursor cursor) => _cursor = cursor;");
        code.Line();
        code.Line("/// <summary>The current element.</summary>");
        code.Line("public readonly View Current => View.Create(_cursor.Current);");
        code.Line();
        code.Line("/// <summary>Goes to the next element; false at the end.</summary>");
        code.Open("public bool MoveNext()");
        code.Open("if (!_cursor.MoveNext())");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Open("if (_cursor.IsInline)");
        code.Line("_cursor.Pass(View.Measure(_cursor.Current));");
        code.Close();
        code.Line();
        code.Line("return true;");
        code.Close();
        code.Close();
        code.Close();
    }

    private static void EmitMeasure(CodeWriter code, RecordModel record)
    {
        if (record.IsFixed)
        {
            code.Line($"return {record.Fields.Sum(field => field.InlineSize)};");
            return;
        }

        code.Line("var check = InformationBufferValidator.ForMeasuring(buffer);");
        code.Line("Validate(ref check, 0, buffer.Length, false, out int end);");
        code.Line("return end;");
    }

    private static void EmitProperties(CodeWriter code, RecordModel record)
    {
        var place = "";
        var offset = 0;
        var positions = new Dictionary<string, string>();
        foreach (var field in record.Fields)
        {
            var at = place.Length == 0 ? $"{offset}" : offset == 0 ? place : $"{place} + {offset}";
            positions[field.Name] = at;
            code.Line();
            code.Line($"/// <inheritdoc cref=\"{record.Name}.{field.Name}\"/>");
            var condition = field.ConditionProperty is null ? null : $"(uint){field.ConditionProperty} == {field.ConditionValue}u";
            var value = Value(field, at, positions);
            code.Line($"public {ViewType(field)} {field.Name} => {(condition is null ? value : $"{condition} ? {value} : default")};");
            if (field.Kind == FieldForm.RefStruct)
            {
                code.Line();
                code.Line($"/// <summary>Whether <see cref=\"{field.Name}\"/> is there.</summary>");
                code.Line($"public bool Has{field.Name} => {(condition is null ? "" : condition + " && ")}WireFormat.UInt32(_buffer, {at} + 4) != 0;");
            }

            if (!field.IsDynamic)
            {
                offset += field.InlineSize;
                continue;
            }

            var length = InlineLength(field, at, positions);
            code.Line();
            code.Line($"private int Behind{field.Name} => {at} + ({(condition is null ? length : $"{condition} ? {length} : 0")});");
            place = $"Behind{field.Name}";
            offset = 0;
        }
    }

    private static string ViewType(FieldModel field) => field.Kind switch
    {
        FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf => field.Type,
        FieldForm.RefAddress => field.Type + "?",
        FieldForm.Text or FieldForm.TlvText => "ReadOnlySpan<char>",
        FieldForm.TextArray => "StringArrayView",
        FieldForm.UInt32Array or FieldForm.AddressArray => $"ScalarArrayView<{field.Element}>",
        FieldForm.TlvUInt16Array => "ScalarArrayView<ushort>",
        FieldForm.Struct or FieldForm.RefStruct => $"{field.Element}.View",
        FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray => $"{field.Element}.ViewArray",
        FieldForm.Tlv => "TlvView",
        FieldForm.TlvList => "TlvListView",
        _ => "ReadOnlySpan<byte>",
    };

    private static string Value(FieldModel field, string at, Dictionary<string, string> positions)
    {
        string U32(string position) => $"WireFormat.UInt32(_buffer, {position})";
        string Slice(string offset, string size) => $"WireFormat.Referenced(_buffer, {offset}, {size})";
        var count = field.CountedBy ?? "";
        return field.Kind switch
        {
            FieldForm.Scalar when field.IsEnum => $"({field.Type})WireFormat.{field.Scalar}(_buffer, {at})",
            FieldForm.Scalar => $"WireFormat.{field.Scalar}(_buffer, {at})",
            FieldForm.CountOf or FieldForm.SizeOf => U32(at),
            FieldForm.RefAddress => $"{U32(at)} is var offset and not 0 ? WireFormat.{field.Scalar}(_buffer, (int)offset) : null",
            FieldForm.Text => $"WireFormat.Chars({Slice(U32(at), U32(at + " + 4"))})",
            FieldForm.Utf8Text or FieldForm.RefBytes => Slice(U32(at), U32(at + " + 4")),
            FieldForm.SizeThenOffsetBytes => Slice(U32(at + " + 4"), U32(at)),
            FieldForm.RefBytesSized => Slice(U32(at), count),
            FieldForm.TextArray => $"new(_buffer, {at}, {count})",
            FieldForm.FixedBytes => $"_buffer.Slice({at}, {field.InlineSize})",
            FieldForm.RemainingBytes => $"_buffer[({at})..]",
            FieldForm.InlineBytes => $"_buffer.Slice({at} + 4, (int){U32(at)})",
            FieldForm.InlineBytesSized => $"_buffer.Slice({at}, (int){count})",
            FieldForm.UInt32Array => $"new(_buffer.Slice({at}, (int){count} * 4))",
            FieldForm.AddressArray => $"new({Slice(U32(at), $"{count} * {field.ElementSize}")})",
            FieldForm.Struct => field.ElementSize >= 0 ? $"{field.Element}.View.Create(_buffer.Slice({at}, {field.ElementSize}))" : $"{field.Element}.View.Create(_buffer[({at})..])",
            FieldForm.RefStruct => $"{field.Element}.View.Create({Slice(U32(at), U32(at + " + 4"))})",
            FieldForm.StructArray => $"new(_buffer, (int){U32(at)}, {count}, StructArrayLayout.BackToBack)",
            FieldForm.RefStructArray => $"new(_buffer, {at}, {count}, StructArrayLayout.Table)",
            FieldForm.CountedStructArray => $"{U32(at + " + 4")} == 0 ? default : new({Slice(U32(at), U32(at + " + 4"))}, 4, {U32($"(int){U32(at)}")}, StructArrayLayout.BackToBack)",
            FieldForm.Tlv => $"new(_buffer, {at})",
            FieldForm.TlvText => $"WireFormat.Chars(WireFormat.TlvData(_buffer, {at}))",
            FieldForm.TlvUInt16Array => $"new(WireFormat.TlvData(_buffer, {at}))",
            _ => $"new(_buffer[({at})..])",
        };
    }

    private static string InlineLength(FieldModel field, string at, Dictionary<string, string> positions) => field.Kind switch
    {
        FieldForm.TextArray or FieldForm.RefStructArray => $"(int){field.CountedBy} * 8",
        FieldForm.UInt32Array => $"(int){field.CountedBy} * 4",
        FieldForm.InlineBytes => $"Math.Min(4 + WireFormat.Align((int)WireFormat.UInt32(_buffer, {at})), _buffer.Length - ({at}))",
        FieldForm.InlineBytesSized => $"Math.Min(WireFormat.Align((int){field.CountedBy}), _buffer.Length - ({at}))",
        FieldForm.RemainingBytes or FieldForm.TlvList => $"_buffer.Length - ({at})",
        FieldForm.Tlv or FieldForm.TlvText or FieldForm.TlvUInt16Array => $"WireFormat.TlvSize(_buffer, {at})",
        FieldForm.Struct when field.ElementSize < 0 => $"{field.Element}.View.Measure(_buffer[({at})..])",
        _ => $"{field.InlineSize}",
    };

    private static void EmitFromView(CodeWriter code, RecordModel record)
    {
        code.Line("/// <summary>Copies a view.</summary>");
        code.Open($"public static {record.Name} FromView(View view) => new()");
        foreach (var field in record.Fields.Where(field => field.Kind is not (FieldForm.CountOf or FieldForm.SizeOf)))
        {
            code.Line($"{field.Name} = {Copy(field)},");
        }

        code.Close(";");
        foreach (var field in record.Fields.Where(field => field.Kind is FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray))
        {
            code.Line();
            code.Open($"private static MbimArray<{field.Element}> Copy{field.Name}({field.Element}.ViewArray view)");
            code.Open("if (view.Count == 0)");
            code.Line("return default;");
            code.Close();
            code.Line();
            code.Line($"var items = new {field.Element}[view.Count];");
            code.Line("int index = 0;");
            code.Open("foreach (var item in view)");
            code.Line($"items[index++] = {field.Element}.FromView(item);");
            code.Close();
            code.Line();
            code.Line("return MbimArray.Own(items);");
            code.Close();
        }
    }

    private static string Copy(FieldModel field)
    {
        var view = $"view.{field.Name}";
        var condition = field.ConditionProperty is null ? null : $"(uint)view.{field.ConditionProperty} == {field.ConditionValue}u";
        return field.Kind switch
        {
            FieldForm.Scalar or FieldForm.RefAddress => view,
            FieldForm.Text or FieldForm.TlvText => $"{view}.ToString()",
            FieldForm.Utf8Text => $"System.Text.Encoding.UTF8.GetString({view})",
            FieldForm.TextArray or FieldForm.UInt32Array or FieldForm.AddressArray or FieldForm.TlvUInt16Array or FieldForm.TlvList => $"WireFormat.ToArray({view})",
            FieldForm.Struct when condition is not null => $"{condition} ? {field.Element}.FromView({view}) : {(field.IsNullable ? "null" : field.IsClass ? "new()" : "default")}",
            FieldForm.Struct => $"{field.Element}.FromView({view})",
            FieldForm.RefStruct => $"view.Has{field.Name} ? {field.Element}.FromView({view}) : null",
            FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray => $"Copy{field.Name}({view})",
            FieldForm.Tlv when condition is not null => $"{condition} ? {view}.ToTlv() : default",
            FieldForm.Tlv => $"{view}.ToTlv()",
            _ => $"MbimArray.Create({view})",
        };
    }
}
