using MbimEmulator.Patterns;

namespace MbimEmulator.Scenarios;

/// <summary>
/// What the regular expressions of a scenario cost when all are compiled, estimated in bytes. One that takes time in proportion to the text costs some
/// 200 KiB however short it is, and more for each character that it can be told to repeat.
/// </summary>
internal static class PatternCost
{
    /// <summary>What all of a scenario's may cost: 64 MiB, some 250 of them.</summary>
    public const long Max = 64L * 1024 * 1024;

    private const long PerPattern = 256 * 1024;
    private const long PerCharacter = 512;
    private const long MaxCharacters = 1 << 24;

    /// <summary>The cost of a rule's.</summary>
    public static long Of(ScenarioRule rule) => rule.Trigger.FieldPatterns
        .Where(pattern => pattern.Comparison == FieldComparison.Matches)
        .Sum(pattern => PerPattern + (PerCharacter * Characters(pattern.Value)));

    /// <summary>What an error says of too many.</summary>
    public static string Describe(long cost) => $"regular expressions ('matches') of {cost / (1024 * 1024)} MiB in all";

    /// <summary>What an error expects instead.</summary>
    public static string Expected => $"at most {Max / (1024 * 1024)} MiB, some {Max / PerPattern} of them without repetitions; compare with a value, 'not', 'below' or 'above' where that will do";

    // How many characters the expression has with its repetitions written out.
    private static long Characters(string text)
    {
        var outer = new Stack<long>();
        var (all, last) = (0L, 0L);
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '(':
                    outer.Push(all);
                    all = 0;
                    break;
                case ')' when outer.TryPop(out var before):
                    last = all;
                    all = Math.Min(before + last, MaxCharacters);
                    break;
                case '{' when TryRepetition(text, ref i, out var times):
                    all = Math.Min(all + (last * (times - 1)), MaxCharacters);
                    last = Math.Min(last * times, MaxCharacters);
                    break;
                case '[':
                    i = EndOfClass(text, i);
                    (all, last) = (all + 1, 1);
                    break;
                case '\\':
                    i++;
                    (all, last) = (all + 1, 1);
                    break;
                default:
                    (all, last) = (all + 1, 1);
                    break;
            }
        }

        return outer.Sum() + all;
    }

    private static int EndOfClass(string text, int start)
    {
        for (var i = start + 2; i < text.Length; i++)
        {
            if (text[i] == ']')
            {
                return i;
            }

            i += text[i] == '\\' ? 1 : 0;
        }

        return start;
    }

    // {n}, {n,} or {n,m}.
    private static bool TryRepetition(string text, ref int at, out long times)
    {
        times = 1;
        var end = text.IndexOf('}', at);
        if (end < 0)
        {
            return false;
        }

        var parts = text[(at + 1)..end].Split(',');
        foreach (var part in parts)
        {
            if (part.Length > 0 || parts.Length == 1)
            {
                if (!int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number))
                {
                    return false;
                }

                times = Math.Max(times, number);
            }
        }

        at = end;
        return true;
    }
}
