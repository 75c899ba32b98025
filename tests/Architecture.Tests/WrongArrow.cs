namespace Architecture.Tests;

/// <summary>Files of one row name what stands in a row below it.</summary>
/// <param name="Project">The project.</param>
/// <param name="From">The row of the files.</param>
/// <param name="To">The row below it.</param>
/// <param name="Uses">What they name.</param>
internal sealed record WrongArrow(string Project, string From, string To, IReadOnlyList<Use> Uses)
{
    /// <summary>As a line of exceptions.txt: with the number of files, so that it shows when one is mended.</summary>
    public string Line => $"{Project}: {From} -> {To}, {Uses.Select(use => use.File).Distinct().Count()}";

    /// <summary>The files, each with what it names.</summary>
    public string Detail => string.Join("; ", Uses.GroupBy(use => use.File, use => use.Name).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key} names {string.Join(", ", group.Distinct().Order(StringComparer.Ordinal).Take(5))}"));
}
