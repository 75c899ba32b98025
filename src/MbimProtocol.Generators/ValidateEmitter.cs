namespace MbimProtocol.Generators;

/// <summary>Writes the method that checks a record's bytes before any of them is used.</summary>
internal static class ValidateEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        code.Line("/// <summary>Checks the bytes from <paramref name=\"start\"/>; gives the end of the fields and their variable data.</summary>");
        code.Open("public static bool Validate(ref InformationBufferValidator check, int start, int limit, bool referenced, out int end)");
        code.Line("end = start;");
        var positions = EmitInline(code, record, out var inlineEnd);
        code.Line($"int inlineEnd = {inlineEnd};");
        code.Open($"if (referenced && !check.Charge(inlineEnd - start, start, \"{record.Name}\"))");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("int next = inlineEnd;");
        foreach (var field in record.Fields.Where(field => field.HasReferences))
        {
            var condition = Condition(record, field, positions);
            if (condition is not null)
            {
                code.Open($"if ({condition})");
            }

            EmitReference(code, record, field, positions);
            if (condition is not null)
            {
                code.Close();
            }
        }

        code.Line("end = next;");
        code.Line("return true;");
        code.Close();
    }

    /// <summary>Walks the inline part; gives each field's position as an expression.</summary>
    private static Dictionary<string, string> EmitInline(CodeWriter code, RecordModel record, out string end)
    {
        var positions = new Dictionary<string, string>();
        var place = "start";
        var offset = 0;
        var run = new List<FieldModel>();
        string Here(int at) => at == 0 ? place : $"{place} + {at}";

        void FlushRun()
        {
            if (run.Count == 0)
            {
                return;
            }

            var size = run.Sum(field => field.InlineSize);
            code.Open($"if (limit - ({place}) < {size})");
            code.Line("return " + string.Join(" && ", run.Select(field => $"check.Inline({positions[field.Name]}, limit, {field.InlineSize}, \"{field.Name}\")")) + ";");
            code.Close();
            code.Line();
            run.Clear();
        }

        foreach (var field in record.Fields)
        {
            positions[field.Name] = Here(offset);
            if (!field.IsDynamic)
            {
                run.Add(field);
                offset += field.InlineSize;
                continue;
            }

            FlushRun();
            var behind = $"behind{field.Name}";
            code.Line($"int {behind} = {positions[field.Name]};");
            var condition = Condition(record, field, positions);
            if (condition is not null)
            {
                code.Open($"if ({condition})");
            }

            EmitDynamic(code, field, positions, behind);
            if (condition is not null)
            {
                code.Close();
            }

            code.Line();
            place = behind;
            offset = 0;
        }

        FlushRun();
        end = Here(offset);
        return positions;
    }

    private static void EmitDynamic(CodeWriter code, FieldModel field, Dictionary<string, string> positions, string behind)
    {
        var at = positions[field.Name];
        var name = field.Name;
        void Check(string test)
        {
            code.Open($"if (!{test})");
            code.Line("return false;");
            code.Close();
        }

        switch (field.Kind)
        {
            case FieldForm.TextArray or FieldForm.RefStructArray:
                Check($"check.Counted({positions[field.CountedBy!]}, {at}, limit, 8, \"{name}\", out int bytesOf{name})");
                code.Line($"{behind} += bytesOf{name};");
                break;
            case FieldForm.UInt32Array:
                Check($"check.Counted({positions[field.CountedBy!]}, {at}, limit, 4, \"{name}\", out int bytesOf{name})");
                code.Line($"{behind} += bytesOf{name};");
                break;
            case FieldForm.InlineBytes:
                Check($"check.Inline({at}, limit, 4, \"{name}\")");
                Check($"check.InlineBytes({at}, {at} + 4, limit, \"{name}\", out int bytesOf{name})");
                code.Line($"{behind} += 4 + bytesOf{name};");
                break;
            case FieldForm.InlineBytesSized:
                Check($"check.InlineBytes({positions[field.CountedBy!]}, {at}, limit, \"{name}\", out int bytesOf{name})");
                code.Line($"{behind} += bytesOf{name};");
                break;
            case FieldForm.RemainingBytes:
                code.Line($"{behind} = limit;");
                break;
            case FieldForm.Tlv:
                Check($"check.Tlv({at}, limit, null, \"{name}\", out {behind})");
                break;
            case FieldForm.TlvText:
                Check($"check.TlvText({at}, limit, \"{name}\", out {behind})");
                break;
            case FieldForm.TlvUInt16Array:
                Check($"check.TlvUInt16Array({at}, limit, \"{name}\", out {behind})");
                break;
            case FieldForm.TlvList:
                Check($"check.TlvList({at}, limit, \"{name}\")");
                code.Line($"{behind} = limit;");
                break;
            case FieldForm.Struct:
                code.Open($"if (!{field.Element}.Validate(ref check, {at}, limit, false, out {behind}))");
                code.Line($"return check.Within(\"{name}\");");
                code.Close();
                break;
            default:
                Check($"check.Inline({at}, limit, {field.InlineSize}, \"{name}\")");
                code.Line($"{behind} += {field.InlineSize};");
                break;
        }
    }

    private static void EmitReference(CodeWriter code, RecordModel record, FieldModel field, Dictionary<string, string> positions)
    {
        var at = positions[field.Name];
        var name = field.Name;
        const string Bounds = "start, inlineEnd, limit, ref next";
        string Pair(int offset, int size) => $"check.Reference({at} + {offset}, {at} + {size}, {Bounds}, \"{name}\", out int at{name}, out int sizeOf{name})";
        void Fail(string test)
        {
            code.Open($"if ({test})");
            code.Line("return false;");
            code.Close();
            code.Line();
        }

        // What repeats the size of bytes that have their own.
        string Repeated() => field.CountedBy is null ? "" : $" || !check.Repeats({positions[field.CountedBy]}, (uint)sizeOf{name}, \"{field.CountedBy}\")";

        switch (field.Kind)
        {
            case FieldForm.Text:
                Fail($"!{Pair(0, 4)} || !check.Utf16(at{name}, sizeOf{name}, \"{name}\")");
                break;
            case FieldForm.Utf8Text:
                Fail($"!{Pair(0, 4)} || !check.Utf8Text(at{name}, sizeOf{name}, \"{name}\")");
                break;
            case FieldForm.RefBytes:
                Fail($"!{Pair(0, 4)} || !check.Charge(sizeOf{name}, at{name}, \"{name}\"){Repeated()}");
                break;
            case FieldForm.SizeThenOffsetBytes:
                Fail($"!{Pair(4, 0)} || !check.Charge(sizeOf{name}, at{name}, \"{name}\"){Repeated()}");
                break;
            case FieldForm.RefBytesSized:
                Fail($"!check.Reference({at}, check.UInt32({positions[field.CountedBy!]}), {Bounds}, \"{name}\", out int at{name}) || !check.Charge((int)check.UInt32({positions[field.CountedBy!]}), at{name}, \"{name}\")");
                break;
            case FieldForm.TextArray:
                Fail($"!check.Strings({at}, behind{name} - ({at}), {Bounds}, \"{name}\")");
                break;
            case FieldForm.RefAddress:
                Fail($"check.UInt32({at}) != 0 && (!check.Reference({at}, {field.ElementSize}u, {Bounds}, \"{name}\", out int at{name}) || !check.Charge({field.ElementSize}, at{name}, \"{name}\"))");
                break;
            case FieldForm.AddressArray or FieldForm.StructArray:
                code.Line($"uint sizeOf{name} = (uint)Math.Min((ulong)check.UInt32({positions[field.CountedBy!]}) * {field.ElementSize}, uint.MaxValue);");
                Fail($"!check.Reference({at}, sizeOf{name}, {Bounds}, \"{name}\", out int at{name}) || !check.Charge((int)sizeOf{name}, at{name}, \"{name}\")");
                break;
            case FieldForm.RefStruct:
                Fail($"!{Pair(0, 4)}");
                EmitElement(code, field, $"sizeOf{name} != 0", $"at{name}", $"at{name} + sizeOf{name}", $"check.Within(\"{name}\")");
                break;
            case FieldForm.RefStructArray:
                var total = record.Fields.FirstOrDefault(counter => counter.Kind == FieldForm.SizeOf && counter.Arrays.Contains(name));
                if (total is not null)
                {
                    code.Line($"uint totalOf{name} = 0;");
                }

                code.Open($"for (int i = {at}; i < behind{name}; i += 8)");
                code.Open($"if (!check.Reference(i, i + 4, {Bounds}, \"{name}\", out int at{name}, out int sizeOf{name}))");
                code.Line($"return check.Within(\"{name}\", (i - ({at})) / 8, replace: true);");
                code.Close();
                code.Line();
                EmitElement(code, field, null, $"at{name}", $"at{name} + sizeOf{name}", $"check.Within(\"{name}\", (i - ({at})) / 8)");
                if (total is not null)
                {
                    code.Line($"totalOf{name} += WireFormat.Align((uint)sizeOf{name});");
                }

                code.Close();
                code.Line();
                if (total is not null)
                {
                    Fail($"!check.Repeats({positions[total.Name]}, totalOf{name}, \"{total.Name}\")");
                }

                break;
            case FieldForm.CountedStructArray:
                EmitCounted(code, field, Pair(0, 4));
                break;
        }
    }

    private static void EmitElement(CodeWriter code, FieldModel field, string? guard, string from, string to, string within)
    {
        var test = $"!{field.Element}.Validate(ref check, {from}, {to}, true, out int end{field.Name}) || !check.Finish(end{field.Name}, {to}, \"{field.Name}\")";
        code.Open(guard is null ? $"if ({test})" : $"if ({guard} && ({test}))");
        code.Line($"return {within};");
        code.Close();
        code.Line();
    }

    private static void EmitCounted(CodeWriter code, FieldModel field, string reference)
    {
        var name = field.Name;
        code.Open($"if (!{reference})");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Open($"if (sizeOf{name} != 0)");
        code.Line($"int limitOf{name} = at{name} + sizeOf{name};");
        code.Open($"if (!check.Inline(at{name}, limitOf{name}, 4, \"{name}\") || !check.Counted(at{name}, at{name} + 4, limitOf{name}, {Math.Max(field.ElementMinimum, 1)}, \"{name}\", out _) || !check.Charge(4, at{name}, \"{name}\"))");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line($"int element{name} = at{name} + 4;");
        code.Open($"for (uint i = 0; i < check.UInt32(at{name}); i++)");
        code.Open($"if (!{field.Element}.Validate(ref check, element{name}, limitOf{name}, true, out element{name}))");
        code.Line($"return check.Within(\"{name}\", (int)i);");
        code.Close();
        code.Close();
        code.Line();
        code.Open($"if (!check.Finish(element{name}, limitOf{name}, \"{name}\"))");
        code.Line("return false;");
        code.Close();
        code.Close();
        code.Line();
    }

    private static string? Condition(RecordModel record, FieldModel field, Dictionary<string, string> positions) =>
        field.ConditionProperty is null ? null : $"check.UInt32({positions[field.ConditionProperty]}) == {field.ConditionValue}u";
}
