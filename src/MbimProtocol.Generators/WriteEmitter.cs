namespace MbimProtocol.Generators;

/// <summary>Writes size calculation and writing.</summary>
internal static class WriteEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        EmitCounts(code, record);
        EmitSize(code, record);
        code.Line();
        EmitWrite(code, record);
    }

    private static void EmitCounts(CodeWriter code, RecordModel record)
    {
        foreach (var field in record.Fields.Where(field => field.Kind is FieldForm.CountOf or FieldForm.SizeOf))
        {
            EmitCount(code, field, record.ArrayOf(field));
            code.Line();
        }
    }

    private static void EmitCount(CodeWriter code, FieldModel counter, FieldModel array)
    {
        if (counter.Kind != FieldForm.SizeOf || array.Kind != FieldForm.RefStructArray)
        {
            code.Line($"public partial uint {counter.Name} => (uint){array.Name}.Count;");
            return;
        }

        code.Open($"public partial uint {counter.Name}");
        code.Open("get");
        code.Line("int size = 0;");
        EmitVariableSize(code, array);
        code.Line("return (uint)size;");
        code.Close();
        code.Close();
    }

    private static void EmitSize(CodeWriter code, RecordModel record)
    {
        var fixedSize = record.Fields.Where(field => !field.IsDynamic).Sum(field => field.InlineSize);
        code.Line("/// <summary>Bytes of this layout, padding included.</summary>");
        code.Open("public int GetSize()");
        if (record.IsFixed)
        {
            code.Line($"return {fixedSize};");
            code.Close();
            return;
        }

        code.Line(record.Fields.Any(field => field.HasReferences) ? "int size = WireFormat.Align(GetInlineSize());" : "int size = GetInlineSize();");
        foreach (var field in record.Fields.Where(field => field.HasReferences))
        {
            Conditional(code, field, () => EmitVariableSize(code, field));
        }

        code.Line("return size;");
        code.Close();
        code.Line();
        code.Open("private int GetInlineSize()");
        code.Line($"int size = {fixedSize};");
        foreach (var field in record.Fields.Where(field => field.IsDynamic))
        {
            Conditional(code, field, () => code.Line($"size += {DynamicSize(field)};"));
        }

        code.Line("return size;");
        code.Close();
    }

    private static string DynamicSize(FieldModel field) => field.Kind switch
    {
        FieldForm.TextArray or FieldForm.RefStructArray => $"{field.Name}.Count * 8",
        FieldForm.UInt32Array => $"{field.Name}.Count * 4",
        FieldForm.InlineBytes => $"4 + WireFormat.Align({field.Name}.Count)",
        FieldForm.InlineBytesSized => $"WireFormat.Align({field.Name}.Count)",
        FieldForm.RemainingBytes => $"{field.Name}.Count",
        FieldForm.Tlv => $"WireFormat.SizeOfTlv({field.Name}.Data.Count)",
        FieldForm.TlvText => $"WireFormat.SizeOfTlv(({field.Name}?.Length ?? 0) * 2)",
        FieldForm.TlvUInt16Array => $"WireFormat.SizeOfTlv({field.Name}.Count * 2)",
        FieldForm.TlvList => $"WireFormat.SizeOf({field.Name})",
        FieldForm.Struct => $"{Required(field)}.GetSize()",
        _ => $"{field.InlineSize}",
    };

    private static void EmitVariableSize(CodeWriter code, FieldModel field)
    {
        var name = field.Name;
        switch (field.Kind)
        {
            case FieldForm.RefAddress:
                code.Line($"size += {name} is null ? 0 : {field.ElementSize};");
                break;
            case FieldForm.Text or FieldForm.TextArray:
                code.Line($"size += WireFormat.SizeOf({name});");
                break;
            case FieldForm.Utf8Text:
                code.Line($"size += WireFormat.Align(System.Text.Encoding.UTF8.GetByteCount({name} ?? \"\"));");
                break;
            case FieldForm.RefStruct:
                code.Line($"size += WireFormat.Align({name}?.GetSize() ?? 0);");
                break;
            case FieldForm.StructArray or FieldForm.AddressArray:
                code.Line($"size += WireFormat.Align({name}.Count * {field.ElementSize});");
                break;
            case FieldForm.RefStructArray:
                code.Open($"foreach (var item in {name})");
                code.Line("size += WireFormat.Align(item.GetSize());");
                code.Close();
                code.Line();
                break;
            case FieldForm.CountedStructArray:
                code.Line($"size += {name}.Count == 0 ? 0 : 4;");
                code.Open($"foreach (var item in {name})");
                code.Line("size += WireFormat.Align(item.GetSize());");
                code.Close();
                code.Line();
                break;
            default:
                code.Line($"size += WireFormat.Align({name}.Count);");
                break;
        }
    }

    private static void EmitWrite(CodeWriter code, RecordModel record)
    {
        code.Line("/// <summary>Writes this layout to exactly <see cref=\"GetSize()\"/> bytes.</summary>");
        code.Open("public void Write(Span<byte> buffer)");
        if (record.Fields.Any(field => field.HasReferences))
        {
            code.Line("int next = WireFormat.Align(GetInlineSize());");
            if (record.Fields.Where(field => !field.IsDynamic).Sum(field => field.InlineSize) % 4 != 0)
            {
                code.Line("buffer[GetInlineSize()..next].Clear();");
            }

        }

        var position = 0;
        var isDynamic = false;
        foreach (var field in record.Fields)
        {
            var at = isDynamic ? position == 0 ? "place" : $"place + {position}" : $"{position}";
            if (!field.IsDynamic)
            {
                EmitField(code, record, field, at);
                position += field.InlineSize;
                continue;
            }

            if (!isDynamic)
            {
                code.Line($"int place = {position};");
                isDynamic = true;
            }
            else if (position != 0)
            {
                code.Line($"place += {position};");
            }

            position = 0;
            Conditional(code, field, () =>
            {
                EmitField(code, record, field, "place");
                if (field.InlineSize >= 0)
                {
                    code.Line($"place += {field.InlineSize};");
                }
            });
        }

        code.Close();
    }

    private static void EmitField(CodeWriter code, RecordModel record, FieldModel field, string at)
    {
        var name = field.Name;
        switch (field.Kind)
        {
            case FieldForm.Scalar:
                code.Line($"WireWriter.{field.Scalar}(buffer, {at}, {(field.IsEnum ? field.Scalar == "UInt16" ? "(ushort)" : "(uint)" : "")}{name});");
                break;
            case FieldForm.CountOf:
                code.Line($"WireWriter.UInt32(buffer, {at}, {name});");
                break;
            case FieldForm.SizeOf:
                foreach (var other in field.Arrays.Skip(1))
                {
                    code.Line($"WireWriter.RequireEqual({field.Arrays[0]}.Count, {other}.Count, nameof({field.Arrays[0]}), nameof({other}));");
                }

                code.Line($"WireWriter.UInt32(buffer, {at}, {name});");
                break;
            case FieldForm.RefAddress:
                code.Open($"if ({name} is {{ }} addressOf{name})");
                code.Line($"WireWriter.{field.Scalar}(WireWriter.ReserveOffset(buffer, {at}, ref next, {field.ElementSize}), 0, addressOf{name});");
                code.Close();
                code.Open("else");
                code.Line($"WireWriter.UInt32(buffer, {at}, 0);");
                code.Close();
                code.Line();
                break;
            case FieldForm.Text:
                code.Line($"WireWriter.String(buffer, {at}, ref next, {name});");
                break;
            case FieldForm.Utf8Text:
                code.Line($"WireWriter.Utf8String(buffer, {at}, ref next, {name});");
                break;
            case FieldForm.FixedBytes:
                code.Line($"WireWriter.FixedBytes(buffer, {at}, {name}, {field.InlineSize}, nameof({name}));");
                break;
            case FieldForm.RemainingBytes:
                code.Line($"{name}.AsSpan().CopyTo(buffer[{at}..]);");
                code.Line($"place += {name}.Count;");
                break;
            case FieldForm.RefBytes:
                code.Line($"WireWriter.Bytes(buffer, {at}, ref next, {name});");
                break;
            case FieldForm.RefBytesSized:
                code.Line($"WireWriter.BytesAt(buffer, {at}, ref next, {name});");
                break;
            case FieldForm.SizeThenOffsetBytes:
                code.Line($"WireWriter.SizeThenOffsetBytes(buffer, {at}, ref next, {name});");
                break;
            case FieldForm.InlineBytes:
                code.Line($"WireWriter.UInt32(buffer, {at}, (uint){name}.Count);");
                code.Line($"place = WireWriter.InlineBytes(buffer, {at} + 4, {name});");
                break;
            case FieldForm.InlineBytesSized:
                code.Line($"place = WireWriter.InlineBytes(buffer, {at}, {name});");
                break;
            case FieldForm.UInt32Array:
                code.Line($"WireWriter.Scalars(buffer[{at}..], {name});");
                code.Line($"place += {name}.Count * 4;");
                break;
            case FieldForm.AddressArray:
                code.Line($"WireWriter.Scalars(WireWriter.ReserveOffset(buffer, {at}, ref next, {name}.Count * {field.ElementSize}), {name});");
                break;
            case FieldForm.Tlv:
                code.Line($"place = WireWriter.Tlv(buffer, {at}, {name});");
                break;
            case FieldForm.TlvText:
                code.Line($"place = WireWriter.TlvText(buffer, {at}, {name});");
                break;
            case FieldForm.TlvUInt16Array:
                code.Line($"place = WireWriter.TlvUInt16Array(buffer, {at}, {name});");
                break;
            case FieldForm.TlvList:
                code.Line($"place = WireWriter.TlvList(buffer, {at}, {name});");
                break;
            case FieldForm.TextArray:
                code.Open($"foreach (var item in {name})");
                code.Line("WireWriter.String(buffer, place, ref next, item);");
                code.Line("place += 8;");
                code.Close();
                code.Line();
                break;
            default:
                EmitStructure(code, field, at);
                break;
        }
    }

    private static void EmitStructure(CodeWriter code, FieldModel field, string at)
    {
        var name = field.Name;
        switch (field.Kind)
        {
            case FieldForm.Struct when field.InlineSize >= 0:
                code.Line($"{Required(field)}.Write(buffer.Slice({at}, {field.InlineSize}));");
                break;
            case FieldForm.Struct:
                code.Line($"int sizeOf{name} = {Required(field)}.GetSize();");
                code.Line($"{Required(field)}.Write(buffer.Slice({at}, sizeOf{name}));");
                code.Line($"place += sizeOf{name};");
                break;
            case FieldForm.RefStruct:
                code.Open($"if ({name} is {{ }} structure{name})");
                code.Line($"structure{name}.Write(WireWriter.Reserve(buffer, {at}, ref next, structure{name}.GetSize()));");
                code.Close();
                code.Open("else");
                code.Line($"WireWriter.Reserve(buffer, {at}, ref next, 0);");
                code.Close();
                code.Line();
                break;
            case FieldForm.StructArray:
                code.Line($"var elementsOf{name} = WireWriter.ReserveOffset(buffer, {at}, ref next, {name}.Count * {field.ElementSize});");
                code.Open($"foreach (var item in {name})");
                code.Line($"item.Write(elementsOf{name}[..{field.ElementSize}]);");
                code.Line($"elementsOf{name} = elementsOf{name}[{field.ElementSize}..];");
                code.Close();
                code.Line();
                break;
            case FieldForm.RefStructArray:
                code.Open($"foreach (var item in {name})");
                code.Line("item.Write(WireWriter.Reserve(buffer, place, ref next, item.GetSize()));");
                code.Line("place += 8;");
                code.Close();
                code.Line();
                break;
            case FieldForm.CountedStructArray:
                code.Line($"int sizeOf{name} = {name}.Count == 0 ? 0 : 4;");
                code.Open($"foreach (var item in {name})");
                code.Line($"sizeOf{name} += WireFormat.Align(item.GetSize());");
                code.Close();
                code.Line();
                code.Line($"var elementsOf{name} = WireWriter.Reserve(buffer, {at}, ref next, sizeOf{name});");
                code.Open($"if ({name}.Count != 0)");
                code.Line($"WireWriter.UInt32(elementsOf{name}, 0, (uint){name}.Count);");
                code.Line($"elementsOf{name} = elementsOf{name}[4..];");
                code.Close();
                code.Line();
                code.Open($"foreach (var item in {name})");
                code.Line("int size = item.GetSize();");
                code.Line($"item.Write(elementsOf{name}[..size]);");
                code.Line($"elementsOf{name}[size..WireFormat.Align(size)].Clear();");
                code.Line($"elementsOf{name} = elementsOf{name}[WireFormat.Align(size)..];");
                code.Close();
                code.Line();
                break;
        }
    }

    private static string Required(FieldModel field) => !field.IsNullable ? field.Name
        : $"({field.Name} ?? throw new ArgumentException(\"{field.Name} is null, but {field.ConditionProperty} says that it is present.\"))";

    private static void Conditional(CodeWriter code, FieldModel field, Action emit)
    {
        if (field.ConditionProperty is null)
        {
            emit();
            return;
        }

        code.Open($"if ((uint){field.ConditionProperty} == {field.ConditionValue}u)");
        emit();
        code.Close();
        code.Line();
    }
}
