namespace MbimEmulator.Patterns;

/// <summary>Cuts a pattern's text: words, and names with <c>= != &lt; &gt; ~</c> and a value, or with <c>?</c> or <c>!?</c>. A value with spaces stands in quotes.</summary>
internal static class PatternTokenizer
{
    public const int MaxLength = 4096;

    private static readonly (string Sign, FieldComparison Comparison)[] Operators =
    [
        ("!=", FieldComparison.NotEqual), ("!?", FieldComparison.Absent), ("=", FieldComparison.Equal), ("<", FieldComparison.Less), (">", FieldComparison.Greater),
        ("~", FieldComparison.Matches), ("?", FieldComparison.Exists),
    ];

    public static List<PatternToken> Split(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new MessagePatternSyntaxException(MaxLength, $"found {text.Length} characters, expected at most {MaxLength}.", text[..40] + "...");
        }

        var tokens = new List<PatternToken>();
        for (var at = SkipSpace(text, 0); at < text.Length; at = SkipSpace(text, at))
        {
            tokens.Add(Next(text, ref at));
        }

        return tokens;
    }

    private static int SkipSpace(string text, int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at;
    }

    private static PatternToken Next(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && !"=!<>~?".Contains(text[at], StringComparison.Ordinal))
        {
            at++;
        }

        var name = text[start..at];
        if (at == text.Length || char.IsWhiteSpace(text[at]))
        {
            return new PatternToken(start + 1, name, null, "", at + 1);
        }

        var place = at;
        var (sign, comparison) = Array.Find(Operators, candidate => string.CompareOrdinal(text, place, candidate.Sign, 0, candidate.Sign.Length) == 0);
        if (sign is null)
        {
            throw new MessagePatternSyntaxException(at + 1, "found '!', expected one of = != < > ~ ? !?", text);
        }

        if (name.Length == 0)
        {
            throw new MessagePatternSyntaxException(at + 1, $"found '{sign}', expected a name before it, without a space between.", text);
        }

        at += sign.Length;
        var valuePosition = at + 1;
        var value = comparison is FieldComparison.Exists or FieldComparison.Absent ? "" : Value(text, ref at);
        return at == text.Length || char.IsWhiteSpace(text[at])
            ? new PatternToken(start + 1, name, comparison, value, valuePosition)
            : throw new MessagePatternSyntaxException(at + 1, $"found '{text[at]}', expected a space.", text);
    }

    private static string Value(string text, ref int at)
    {
        var start = at;
        if (at < text.Length && text[at] is '\'' or '"')
        {
            var end = text.IndexOf(text[at], at + 1);
            if (end < 0)
            {
                throw new MessagePatternSyntaxException(at + 1, $"the quotation is not closed, expected another {text[at]}.", text);
            }

            at = end + 1;
            return text[(start + 1)..end];
        }

        while (at < text.Length && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at > start ? text[start..at] : throw new MessagePatternSyntaxException(at + 1, "found nothing, expected a value; quotes '' are an empty one.", text);
    }
}
