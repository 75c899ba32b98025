using MbimEmulator.Yaml;

namespace MbimEmulator.Scenarios;

/// <summary>A scenario does not exist, cannot be read, or something in it is wrong. The message says where, what, and what was expected.</summary>
public sealed class ScenarioException : YamlFileException
{
    private const int MaxLine = 500;

    private readonly IReadOnlyList<ScenarioException>? _mistakes;

    /// <summary>A scenario as a whole.</summary>
    public ScenarioException(string file, string message, Exception? inner = null)
        : base(file, message, inner)
    {
    }

    /// <summary>A place in a scenario.</summary>
    public ScenarioException(string file, long line, long column, string message, Exception? inner = null)
        : base(file, line, column, message, inner)
    {
    }

    /// <summary>Several places in a scenario; the message has a line for each.</summary>
    /// <param name="mistakes">All of them, at least one.</param>
    /// <param name="more">A line about what else there may be; null for nothing.</param>
    internal ScenarioException(IReadOnlyList<ScenarioException> mistakes, string? more)
        : base(mistakes[0], string.Join('\n', mistakes.Select(mistake => mistake.Message.Length <= MaxLine ? mistake.Message : mistake.Message[..MaxLine] + "...").Append(more).OfType<string>())) => _mistakes = mistakes;

    /// <summary>Every mistake that was found, in the order of the text; this one alone when there is only one.</summary>
    public IReadOnlyList<ScenarioException> Mistakes => _mistakes ?? [this];
}
