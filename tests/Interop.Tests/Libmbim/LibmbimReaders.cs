using System.Text;
using MbimProtocol.Encoding;
using MbimProtocol.Generated;

namespace MbimEmulator.Interop.Tests.Libmbim;

/// <summary>
/// Writes the C functions that have libmbim-glib read an answer or a notification and print its fields. Every value that libmbim hands out is a
/// number or a pointer, so one union holds any of them.
/// </summary>
internal static class LibmbimReaders
{
    public static string Write()
    {
        var code = new StringBuilder();
        HashSet<string> structures = [];
        var table = new StringBuilder();
        for (var index = 0; index < LibmbimBuffer.All.Count; index++)
        {
            var buffer = LibmbimBuffer.All[index];
            if (buffer.Kind is BufferKind.Response or BufferKind.Notification)
            {
                WriteStructures(code, buffer.Layout, structures);
                if (LibmbimNames.IsStructure(buffer.Layout) && structures.Add(buffer.Layout.Name))
                {
                    WriteStructure(code, buffer.Layout);
                }

                WriteReader(code, buffer, index);
                var notification = buffer.Kind == BufferKind.Notification ? "TRUE" : "FALSE";
                table.Append($"    {{ {LibmbimNames.ServiceConstant(buffer)}, {buffer.Cid.Number}, {notification}, {(int)buffer.Since >> 8}, read_{index} }},\n");
            }
        }

        return $"{code}static const Reader readers[] = {{\n{table}}};\n";
    }

    private static void WriteReader(StringBuilder code, LibmbimBuffer buffer, int index)
    {
        if (LibmbimNames.IsStructure(buffer.Layout))
        {
            var whole = LibmbimNames.Functions(buffer.Layout);
            code.Append($"static gboolean\nread_{index} (const MbimMessage *m, GError **error)\n{{\n    {LibmbimNames.Structure(buffer.Layout)} *s = NULL;\n\n");
            code.Append($"    if (!{LibmbimNames.Function(buffer)} (m, &s, error))\n        return FALSE;\n    print_{whole} (s);\n    {whole}_free (s);\n    return TRUE;\n}}\n\n");
            return;
        }

        List<string> arguments = ["m"];
        var print = new StringBuilder();
        Dictionary<string, string> values = [];
        foreach (var field in buffer.Layout.Fields)
        {
            // What has no count of its own among the fields comes with one.
            if (field.Form is FieldForm.RefBytes or FieldForm.RemainingBytes or FieldForm.SizeThenOffsetBytes or FieldForm.CountedStructArray or FieldForm.TlvUInt16Array)
            {
                values[field.Name + ".Count"] = Next(arguments);
            }

            values[field.Name] = Next(arguments);
            Print(print, field, values);
        }

        code.Append($"static gboolean\nread_{index} (const MbimMessage *m, GError **error)\n{{\n    Value v[{arguments.Count}] = {{ {{ 0 }} }};\n\n");
        code.Append($"    (void) v;\n    if (!{LibmbimNames.Function(buffer)} ({string.Join(", ", arguments)}, error))\n        return FALSE;\n{print}    return TRUE;\n}}\n\n");
    }

    private static string Next(List<string> arguments)
    {
        var value = $"v[{arguments.Count - 1}]";
        arguments.Add($"(void *) &{value}");
        return value;
    }

    private static void Print(StringBuilder code, FieldDeclaration field, Dictionary<string, string> values)
    {
        var name = $"\"{field.Name}\"";
        var value = values[field.Name];
        var count = values.GetValueOrDefault(field.Name + ".Count") ?? (field.CountedBy is null ? "" : values[field.CountedBy]);
        switch (field.Form)
        {
            case FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf:
                code.Append(field.Scalar switch
                {
                    FieldScalar.Uuid => $"    bytes ({name}, {value}.p, 16);\n",
                    FieldScalar.IPv4 => $"    bytes ({name}, {value}.p, 4);\n",
                    FieldScalar.IPv6 => $"    bytes ({name}, {value}.p, 16);\n",
                    FieldScalar.Int32 => $"    signed_number ({name}, {value}.i32);\n",
                    FieldScalar.UInt16 => $"    number ({name}, {value}.u16);\n",
                    FieldScalar.UInt64 => $"    number ({name}, {value}.u64);\n",
                    _ => $"    number ({name}, {value}.u32);\n",
                });
                break;
            case FieldForm.Text or FieldForm.Utf8Text or FieldForm.TlvText:
                code.Append($"    text ({name}, {value}.p);\n    g_free ({value}.p);\n");
                break;
            case FieldForm.TextArray:
                code.Append($"    texts ({name}, {count}.u32, {value}.p);\n    g_strfreev ({value}.p);\n");
                break;
            case FieldForm.UInt32Array:
                code.Append($"    numbers ({name}, {count}.u32, {value}.p);\n    g_free ({value}.p);\n");
                break;
            case FieldForm.TlvUInt16Array:
                code.Append($"    short_numbers ({name}, {count}.u32, {value}.p);\n    g_free ({value}.p);\n");
                break;
            case FieldForm.RefAddress:
                code.Append($"    bytes ({name}, {value}.p, {value}.p ? {field.ElementSize} : 0);\n");
                break;
            case FieldForm.AddressArray:
                code.Append($"    addresses ({name}, {count}.u32, {value}.p, {field.ElementSize});\n    g_free ({value}.p);\n");
                break;
            case FieldForm.FixedBytes:
                code.Append($"    bytes ({name}, {value}.p, {field.InlineSize});\n");
                break;
            case FieldForm.RefBytes or FieldForm.RemainingBytes or FieldForm.RefBytesSized or FieldForm.SizeThenOffsetBytes:
                code.Append($"    bytes ({name}, {value}.p, {count}.u32);\n");
                break;
            case FieldForm.Struct or FieldForm.RefStruct:
                var single = LibmbimNames.Functions(field.Structure!);
                code.Append($"    if ({value}.p) {{\n        structure ({name}, {value}.p, print_{single});\n        {single}_free ({value}.p);\n    }}\n");
                break;
            case FieldForm.StructArray or FieldForm.RefStructArray or FieldForm.CountedStructArray:
                var element = LibmbimNames.Functions(field.Structure!);
                code.Append($"    structures ({name}, {count}.u32, {value}.p, print_{element});\n    {element}_array_free ({value}.p);\n");
                break;
            case FieldForm.TlvList:
                code.Append($"    information_elements ({name}, {value}.p);\n    g_list_free_full ({value}.p, (GDestroyNotify) mbim_tlv_unref);\n");
                break;
            default:
                throw new NotSupportedException($"The reader on libmbim does not know {field.Form}, the form of {field.Name}.");
        }
    }

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
        code.Append($"static void\nprint_{LibmbimNames.Functions(layout)} (const void *value)\n{{\n    const {LibmbimNames.Structure(layout)} *s = value;\n\n");
        foreach (var field in layout.Fields)
        {
            var name = $"\"{field.Name}\"";
            var member = $"s->{LibmbimNames.Member(layout, field)}";
            var count = field.CountedBy is null ? "" : $"s->{LibmbimNames.Member(layout, layout.Find(field.CountedBy)!)}";
            code.Append(field.Form switch
            {
                FieldForm.Scalar when field.Scalar is FieldScalar.Uuid or FieldScalar.IPv4 or FieldScalar.IPv6 => $"    bytes ({name}, &{member}, {field.InlineSize});\n",
                FieldForm.Scalar when field.Scalar == FieldScalar.Int32 => $"    signed_number ({name}, {member});\n",
                FieldForm.Scalar or FieldForm.CountOf or FieldForm.SizeOf => $"    number ({name}, {member});\n",
                FieldForm.Text or FieldForm.Utf8Text => $"    text ({name}, {member});\n",
                FieldForm.UInt32Array => $"    numbers ({name}, {count}, {member});\n",
                FieldForm.FixedBytes => $"    bytes ({name}, {member}, {field.InlineSize});\n",
                FieldForm.RefBytesSized or FieldForm.InlineBytesSized => $"    bytes ({name}, {member}, {count});\n",
                FieldForm.RefBytes or FieldForm.InlineBytes or FieldForm.RemainingBytes => $"    bytes ({name}, {member}, {member}_size);\n",
                FieldForm.RefStruct => $"    if ({member})\n        structure ({name}, {member}, print_{LibmbimNames.Functions(field.Structure!)});\n",
                _ => throw new NotSupportedException($"The reader on libmbim does not know {field.Form}, the form of {field.Name}."),
            });
        }

        code.Append("}\n\n");
    }
}
