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
            case FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf:
                code.Line(Scalar(field, quoted, name, personal));
                break;
            case FieldForm.RefAddress:
                code.Line($"visitor.Address({quoted}, {name}?.ToString() ?? \"\");");
                break;
            case FieldForm.Text or FieldForm.Utf8Text or FieldForm.TlvText:
                code.Line($"visitor.Text({quoted}, {name} ?? \"\", {personal});");
                break;
            case FieldForm.Tlv:
                EmitTlv(code, quoted, name);
                break;
            case FieldForm.Struct or FieldForm.RefStruct:
                code.Line($"visitor.BeginStructure({quoted});");
                code.Line(field.IsNullable ? $"{name}?.Describe(visitor);" : $"{name}.Describe(visitor);");
                code.Line("visitor.EndStructure();");
                break;
            case FieldForm.TextArray or FieldForm.UInt32Array or FieldForm.AddressArray or FieldForm.TlvUInt16Array or FieldForm.TlvList
                or FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray:
                EmitArray(code, field, quoted, personal);
                break;
            default:
                code.Line($"visitor.Bytes({quoted}, {name}.AsSpan(), {personal});");
                break;
        }
    }

    private static string Scalar(FieldModel field, string quoted, string value, string personal) => field.Scalar switch
    {
        "Uuid" => $"visitor.Uuid({quoted}, {value});",
        "IPv4" or "IPv6" => $"visitor.Address({quoted}, {value}.ToString());",
        "Int32" => $"visitor.SignedNumber({quoted}, {value});",
        _ when field.IsEnum => $"visitor.Enumeration({quoted}, (ulong){value}, {value}.ToString());",
        _ => $"visitor.Number({quoted}, {value}, {personal});",
    };

    private static void EmitArray(CodeWriter code, FieldModel field, string quoted, string personal)
    {
        const string Index = "index.ToString(System.Globalization.CultureInfo.InvariantCulture)";
        code.Line($"visitor.BeginArray({quoted}, {field.Name}.Count);");
        code.Open($"for (int index = 0; index < {field.Name}.Count; index++)");
        var item = $"{field.Name}[index]";
        switch (field.Kind)
        {
            case FieldForm.TextArray:
                code.Line($"visitor.Text({Index}, {item} ?? \"\", {personal});");
                break;
            case FieldForm.UInt32Array or FieldForm.TlvUInt16Array:
                code.Line($"visitor.Number({Index}, {item}, {personal});");
                break;
            case FieldForm.AddressArray:
                code.Line($"visitor.Address({Index}, {item}.ToString());");
                break;
            case FieldForm.TlvList:
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
        code.Line($"visitor.Bytes(\"Data\", {value}.Data.AsSpan(), personal: false);");
        code.Line("visitor.EndStructure();");
    }
}
