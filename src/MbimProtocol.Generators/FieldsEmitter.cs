namespace MbimProtocol.Generators;

/// <summary>Writes a record's declaration as data, and the change of its fields by name.</summary>
internal static class FieldsEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        EmitLayout(code, record);
        code.Line();
        EmitChange(code, record);
    }

    private static void EmitLayout(CodeWriter code, RecordModel record)
    {
        var type = record.IsInformationBuffer ? $"RecordLayout<{record.Name}>" : "RecordLayout";
        code.Line("/// <inheritdoc/>");
        code.Line($"public static RecordLayout Layout {{ get; }} = new {type}(\"{record.Name}\",");
        code.Line("[");
        foreach (var field in record.Fields)
        {
            code.Line($"    new FieldDeclaration(\"{field.Name}\", FieldForm.{field.Kind}, {field.InlineSize}){Details(field)},");
        }

        code.Line("], View.Measure);");
    }

    private static string Details(FieldModel field)
    {
        var details = new List<string>();
        if (field.Scalar.Length > 0)
        {
            details.Add($"Scalar = FieldScalar.{field.Scalar}");
        }

        if (field.IsEnum)
        {
            details.Add($"Enumeration = typeof({field.Type})");
        }

        if (HasStructure(field))
        {
            details.Add($"Structure = {field.Element}.Layout");
        }

        if (field.ElementSize >= 0)
        {
            details.Add($"ElementSize = {field.ElementSize}");
        }

        if (field.CountedBy is not null)
        {
            details.Add($"CountedBy = \"{field.CountedBy}\"");
        }

        if (field.ConditionProperty is not null)
        {
            details.Add($"ConditionProperty = \"{field.ConditionProperty}\", ConditionValue = {field.ConditionValue}u");
        }

        return details.Count == 0 ? "" : $" {{ {string.Join(", ", details)} }}";
    }

    private static bool HasStructure(FieldModel field) =>
        field.Kind is FieldForm.Struct or FieldForm.RefStruct or FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray;

    private static void EmitChange(CodeWriter code, RecordModel record)
    {
        code.Line("/// <inheritdoc/>");
        code.Open($"public {record.Name} Change(FieldChanges changes)");
        foreach (var field in record.Fields.Where(field => field.Kind is FieldForm.CountOf or FieldForm.SizeOf))
        {
            code.Line($"changes.Computed(\"{field.Name}\", \"{string.Join(" and ", field.Arrays)}\");");
        }

        code.Open($"{record.Name} changed = new()");
        foreach (var field in record.Fields.Where(field => field.Kind is not (FieldForm.CountOf or FieldForm.SizeOf)))
        {
            code.Line($"{field.Name} = changes.{Changed(field)},");
        }

        code.Close(";");
        foreach (var field in record.Fields.Where(field => field.ConditionProperty is not null))
        {
            code.Line($"changes.OnlyIf(\"{field.Name}\", \"{field.ConditionProperty}\", (uint)changed.{field.ConditionProperty}, {field.ConditionValue}u);");
        }

        code.Line("return changed;");
        code.Close();
    }

    private static string Changed(FieldModel field) => field.Kind switch
    {
        FieldForm.Scalar when field.IsEnum => $"Enumeration(\"{field.Name}\", {field.Name})",
        FieldForm.FixedBytes => $"Value(\"{field.Name}\", {field.Name}, {field.InlineSize})",
        FieldForm.RefStruct => $"Optional(\"{field.Name}\", {field.Name})",
        FieldForm.Struct => $"Structure(\"{field.Name}\", {field.Name}{(field.IsNullable ? " ?? new()" : "")})",
        _ when HasStructure(field) => $"Structures(\"{field.Name}\", {field.Name})",
        _ => $"Value(\"{field.Name}\", {field.Name})",
    };
}
