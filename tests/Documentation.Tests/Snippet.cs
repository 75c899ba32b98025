namespace Documentation.Tests;

/// <summary>A piece of C# that a reader sees.</summary>
/// <param name="File">The file, relative to the repository.</param>
/// <param name="Line">The line of its first line of code, from 1.</param>
/// <param name="Code">The code.</param>
/// <param name="Usings">Using lines that stand elsewhere and count for it too.</param>
internal sealed record Snippet(string File, int Line, string Code, string Usings = "")
{
    public override string ToString() => $"{File}:{Line}";
}
