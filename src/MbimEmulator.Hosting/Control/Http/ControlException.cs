using MbimEmulator.Yaml;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>A request that cannot be done; its answer tells what is wrong and what would be right.</summary>
internal sealed class ControlException(ControlProblem problem) : Exception(problem.Title)
{
    /// <summary>The answer.</summary>
    public ControlProblem Problem => problem;

    /// <summary>A name that there is not.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="what">The kind of thing that is named, such as "modem".</param>
    /// <param name="name">The name.</param>
    /// <param name="names">The existing names.</param>
    public static ControlException Unknown(int status, string what, string name, IReadOnlyCollection<string> names) => new(new ControlProblem(status, $"There is no {what} '{Shorten(name)}'.")
    {
        Where = what,
        Found = Shorten(name),
        Expected = names.Count switch
        {
            0 => $"there is no {what} at all",
            <= 50 => $"one of {string.Join(", ", names)}",
            _ => $"one of {names.Count} names, such as {names.First()}",
        },
        Nearest = name.Length <= 100 ? Nearest.Find(name, names) : null,
    });

    /// <summary>A value that cannot be.</summary>
    public static ControlException Invalid(string where, string found, string expected) => new(new ControlProblem(400, $"{where}: '{Shorten(found)}' is not valid; expected {expected}.")
    {
        Where = where,
        Found = Shorten(found),
        Expected = expected,
    });

    /// <summary>Something that the state does not allow.</summary>
    public static ControlException Conflict(string title, string? expected = null) => new(new ControlProblem(409, title) { Expected = expected });

    private static string Shorten(string text) => text.Length <= 100 ? text : text[..97] + "...";
}
