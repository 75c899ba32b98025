namespace MbimProtocol.Generators;

/// <summary>Writes the rendering of a record.</summary>
internal static class DescribeEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Line("/// <summary>Shows every field of this layout, in wire order.</summary>");
        code.Open("public void Describe(IFieldVisitor visitor)");
        foreach (var field in record.Fields)
        {
            if (field.ConditionProperty is not null)
            {
                code.Open($"if ((uint){field.ConditionProperty} == {field.ConditionValue}u)");
            }

            EmitField(code, field);
            if (field.ConditionProperty is not null)
            {
                code.Close();
            }
        }

        code.Close();
    }

    private static void EmitField(CodeWriter code, FieldModel field)
    {
        var name = field.Name;
        var quoted = $"\"{name}\"";
        var personal = field.IsPersonal ? "true" : "false";
        switch (field.Kind)
        {
            case FieldKind.Scalar or FieldKind.CountOf or FieldKind.SizeOf:
                code.Line(Scalar(field, quoted, name));
                break;
            case FieldKind.RefAddress:
                code.Line($"visitor.Address({quoted}, {name}?.ToString() ?? \"\");");
                break;
            case FieldKind.Text or FieldKind.Utf8Text or FieldKind.TlvText:
                code.Line($"visitor.Text({quoted}, {name} ?? \"\", {personal});");
                break;
            case FieldKind.Tlv:
                EmitTlv(code, quoted, name);
                break;
            case FieldKind.Struct or FieldKind.RefStruct:
                code.Line($"visitor.BeginStructure({quoted});");
                code.Line(field.IsNullable ? $"{name}?.Describe(visitor);" : $"{name}.Describe(visitor);");
                code.Line("visitor.EndStructure();");
                break;
            case FieldKind.TextArray or FieldKind.UInt32Array or FieldKind.AddressArray or FieldKind.TlvUInt16Array or FieldKind.TlvList
                or FieldKind.StructArray or FieldKind.RefStructArray or FieldKind.CountedStructArray:
                EmitArray(code, field, quoted, personal);
                break;
            default:
                code.Line($"visitor.Bytes({quoted}, {name}.AsSpan());");
                break;
        }
    }

    private static string Scalar(FieldModel field, string quoted, string value) => field.Scalar switch
    {
        "Uuid" => $"visitor.Uuid({quoted}, {value});",
        "IPv4" or "IPv6" => $"visitor.Address({quoted}, {value}.ToString());",
        "Int32" => $"visitor.SignedNumber({quoted}, {value});",
        _ when field.IsEnum => $"visitor.Enumeration({quoted}, (ulong){value}, {value}.ToString());",
        _ => $"visitor.Number({quoted}, {value});",
    };

    private static void EmitArray(CodeWriter code, FieldModel field, string quoted, string personal)
    {
        const string Index = "index.ToString(System.Globalization.CultureInfo.InvariantCulture)";
        code.Line($"visitor.BeginArray({quoted}, {field.Name}.Count);");
        code.Open($"for (int index = 0; index < {field.Name}.Count; index++)");
        var item = $"{field.Name}[index]";
        switch (field.Kind)
        {
            case FieldKind.TextArray:
                code.Line($"visitor.Text({Index}, {item} ?? \"\", {personal});");
                break;
            case FieldKind.UInt32Array or FieldKind.TlvUInt16Array:
                code.Line($"visitor.Number({Index}, {item});");
                break;
            case FieldKind.AddressArray:
                code.Line($"visitor.Address({Index}, {item}.ToString());");
                break;
            case FieldKind.TlvList:
                EmitTlv(code, Index, item);
                break;
            default:
                code.Line($"visitor.BeginStructure({Index});");
                code.Line($"{item}.Describe(visitor);");
                code.Line("visitor.EndStructure();");
                break;
        }

        code.Close();
        code.Line("visitor.EndArray();");
    }

    private static void EmitTlv(CodeWriter code, string name, string value)
    {
        code.Line($"visitor.BeginStructure({name});");
        code.Line($"visitor.Enumeration(\"Type\", (ulong){value}.Type, {value}.Type.ToString());");
        code.Line($"visitor.Bytes(\"Data\", {value}.Data.AsSpan());");
        code.Line("visitor.EndStructure();");
    }
}
