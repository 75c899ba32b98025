using System.Text;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>Writes the C functions that take the values of a request, as <see cref="BufferWords"/> gives them, and have libmbim-glib build it.</summary>
internal static class LibmbimBuilders
{
    public static string Write()
    {
        var code = new StringBuilder();
        HashSet<string> structures = [];
        var table = new StringBuilder();
        for (var index = 0; index < LibmbimBuffer.All.Count; index++)
        {
            var buffer = LibmbimBuffer.All[index];
            if (buffer.Kind is BufferKind.Query or BufferKind.Set)
            {
                WriteStructures(code, buffer.Layout, structures);
                if (LibmbimNames.IsStructure(buffer.Layout) && structures.Add(buffer.Layout.Name))
                {
                    WriteStructure(code, buffer.Layout);
                }

                WriteBuilder(code, buffer, index);
                table.Append($"    [{index}] = build_{index},\n");
            }
        }

        return $"{code}static const Builder builders[] = {{\n{table}}};\n";
    }

    private static void WriteBuilder(StringBuilder code, LibmbimBuffer buffer, int index)
    {
        var take = new StringBuilder();
        List<string> arguments = [];
        if (LibmbimNames.IsStructure(buffer.Layout))
        {
            code.Append($"static MbimMessage *\nbuild_{index} (GError **error)\n{{\n");
            code.Append($"    return {LibmbimNames.Function(buffer)} (take_{LibmbimNames.Functions(buffer.Layout)} ().p, error);\n}}\n\n");
            return;
        }

        for (var i = 0; i < buffer.Layout.Fields.Count; i++)
        {
            take.Append($"    Taken v{i} = {Take(buffer.Layout.Fields[i])};\n");
            arguments.AddRange(Arguments(buffer.Layout.Fields[i], $"v{i}"));
        }

        code.Append($"static MbimMessage *\nbuild_{index} (GError **error)\n{{\n{take}\n");
        code.Append($"    return {LibmbimNames.Function(buffer)} ({string.Join(", ", arguments.Append("error"))});\n}}\n\n");
    }

    private static string Take(FieldDeclaration field) => field.Form switch
    {
        FieldForm.Scalar when field.Scalar is FieldScalar.Uuid or FieldScalar.IPv4 or FieldScalar.IPv6 => "take_bytes ()",
        FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf => "take_number ()",
        FieldForm.Text or FieldForm.Utf8Text or FieldForm.TlvText => "take_text ()",
        FieldForm.TextArray => "take_texts ()",
        FieldForm.UInt32Array => "take_numbers ()",
        _ when LibmbimNames.IsText(field) => "take_utf16 ()",
        FieldForm.RefAddress or FieldForm.FixedBytes or FieldForm.RefBytes or FieldForm.RefBytesSized or FieldForm.RemainingBytes
            or FieldForm.SizeThenOffsetBytes or FieldForm.InlineBytes or FieldForm.InlineBytesSized => "take_bytes ()",
        FieldForm.AddressArray => $"take_addresses ({field.ElementSize})",
        FieldForm.Struct => $"take_{LibmbimNames.Functions(field.Structure!)} ()",
        FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray => $"take_structures (take_{LibmbimNames.Functions(field.Structure!)})",
        FieldForm.TlvList => "take_information_elements ()",
        _ => throw new NotSupportedException($"The builder on libmbim does not know {field.Form}, the form of {field.Name}."),
    };

    private static string[] Arguments(FieldDeclaration field, string value) => field.Form switch
    {
        FieldForm.Scalar when field.Scalar is FieldScalar.Uuid or FieldScalar.IPv4 or FieldScalar.IPv6 => [$"{value}.p"],
        FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf => [$"{value}.number"],
        _ when LibmbimNames.IsText(field) => [$"{value}.p"],
        FieldForm.RefBytes or FieldForm.RemainingBytes or FieldForm.SizeThenOffsetBytes or FieldForm.CountedStructArray => [$"{value}.number", $"{value}.p"],
        _ => [$"{value}.p"],
    };

    private static void WriteStructures(StringBuilder code, RecordLayout layout, HashSet<string> written)
    {
        foreach (var structure in layout.Fields.Select(field => field.Structure).OfType<RecordLayout>())
        {
            WriteStructures(code, structure, written);
            if (written.Add(structure.Name))
            {
                WriteStructure(code, structure);
            }
        }
    }

    private static void WriteStructure(StringBuilder code, RecordLayout layout)
    {
        var type = LibmbimNames.Structure(layout);
        code.Append($"static Taken\ntake_{LibmbimNames.Functions(layout)} (void)\n{{\n    {type} *s = keep (g_malloc0 (sizeof *s));\n\n");
        foreach (var field in layout.Fields)
        {
            var member = $"s->{LibmbimNames.Member(layout, field)}";
            code.Append(field.Form switch
            {
                FieldForm.Scalar when field.Scalar is FieldScalar.Uuid or FieldScalar.IPv4 or FieldScalar.IPv6 => $"    memcpy (&{member}, take_bytes ().p, {field.InlineSize});\n",
                FieldForm.RefBytes or FieldForm.RemainingBytes => $"    {{\n        Taken taken = take_bytes ();\n\n        {member} = taken.p;\n        {member}_size = taken.number;\n    }}\n",
                FieldForm.FixedBytes => $"    memcpy ({member}, take_bytes ().p, {field.InlineSize});\n",
                FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf => $"    {member} = {Take(field)}.number;\n",
                _ => $"    {member} = {Take(field)}.p;\n",
            });
        }

        code.Append("    return (Taken) { .p = s };\n}\n\n");
    }
}
