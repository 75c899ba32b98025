namespace MbimProtocol.Generators;

/// <summary>Writes the members of IInformationBuffer, which pick the layout by the negotiated version, and the projections between layouts.</summary>
internal static class LayoutEmitter
{
    public static void Emit(CodeWriter code, RecordModel record)
    {
        EmitRead(code, record);
        code.Line();
        Dispatch(code, record, "public int GetSize(MbimExVersion version)", "return GetSize();", older => $"return {older}.FromNewest(this).GetSize();");
        code.Line();
        Dispatch(code, record, "public void Write(Span<byte> destination, MbimExVersion version)", "Write(destination);", older => $"{older}.FromNewest(this).Write(destination);");
        code.Line();
        Dispatch(code, record, "public void Describe(IFieldVisitor visitor, MbimExVersion version)", "Describe(visitor);", older => $"{older}.FromNewest(this).Describe(visitor);");
        code.Line();
        Dispatch(code, record, "public static RecordLayout GetLayout(MbimExVersion version)", "return Layout;", older => $"return {older}.Layout;");
        if (record.Newest is not null)
        {
            code.Line();
            code.Line("/// <summary>This layout of a newest record; what it cannot say is left out.</summary>");
            Projection(code, $"public static {record.Name} FromNewest({record.Newest} source) => new()", record.FromNewest);
            code.Line();
            code.Line("/// <summary>The newest record; what this layout does not say has its default.</summary>");
            code.Open($"public {record.Newest} ToNewest()");
            code.Line("var source = this;");
            Projection(code, "return new()", record.ToNewest);
            code.Close();
        }
    }

    private static void EmitRead(CodeWriter code, RecordModel record)
    {
        code.Line("/// <inheritdoc/>");
        code.Open($"public static bool TryRead(ReadOnlySpan<byte> buffer, MbimExVersion version, MbimReadMode mode, [MaybeNullWhen(false)] out {record.Name} value, out MbimFormatError error)");
        var since = record.Since;
        var index = 0;
        foreach (var older in record.OlderLayouts)
        {
            code.Open($"if ((int)version < {since})");
            if (index + 1 < record.OlderLayouts.Count)
            {
                code.Open($"if ((int)version >= {older.Since})");
                EmitOlderRead(code, older.Type, index);
                code.Close();
            }
            else
            {
                EmitOlderRead(code, older.Type, index);
            }

            code.Close();
            code.Line();
            since = older.Since;
            index++;
        }

        code.Open("if (!View.TryCreate(buffer, mode, out var view, out error))");
        code.Line("value = default;");
        code.Line("return false;");
        code.Close();
        code.Line();
        code.Line("value = FromView(view);");
        code.Line("return true;");
        code.Close();
    }

    private static void EmitOlderRead(CodeWriter code, string type, int index)
    {
        code.Line($"bool read{index} = {type}.TryRead(buffer, version, mode, out var older{index}, out error);");
        code.Line($"value = read{index} ? older{index}!.ToNewest() : default;");
        code.Line($"return read{index};");
    }

    private static void Dispatch(CodeWriter code, RecordModel record, string signature, string own, Func<string, string> older)
    {
        code.Line("/// <inheritdoc/>");
        code.Open(signature);
        if (record.OlderLayouts.Count == 0)
        {
            code.Line(own);
            code.Close();
            return;
        }

        code.Open($"if ((int)version >= {record.Since})");
        code.Line(own);
        if (!own.StartsWith("return", StringComparison.Ordinal))
        {
            code.Line("return;");
        }

        code.Close();
        code.Line();
        for (var index = 0; index < record.OlderLayouts.Count; index++)
        {
            var layout = record.OlderLayouts[index];
            if (index + 1 == record.OlderLayouts.Count)
            {
                code.Line(older(layout.Type));
                break;
            }

            code.Open($"if ((int)version >= {layout.Since})");
            code.Line(older(layout.Type));
            if (!own.StartsWith("return", StringComparison.Ordinal))
            {
                code.Line("return;");
            }

            code.Close();
            code.Line();
        }

        code.Close();
    }

    private static void Projection(CodeWriter code, string head, EquatableArray<Assignment> assignments)
    {
        code.Open(head);
        foreach (var assignment in assignments)
        {
            if (assignment.Expression is { } expression)
            {
                code.Line($"{assignment.Target} = {expression},");
            }
        }

        code.Close(";");
    }
}
