namespace Architecture.Tests;

/// <summary>A row of the table: a folder of a project with its subfolders, unless a subfolder has a row of its own.</summary>
/// <param name="Path">The folder, relative to the project's, with slashes; "." is the project's own folder without its subfolders.</param>
/// <param name="Meaning">What stands in it.</param>
internal sealed record FolderRow(string Path, string Meaning)
{
    /// <summary>Whether the row is this folder's or that of one above it.</summary>
    public bool Holds(string folder) => folder == Path || (Path != "." && folder.StartsWith(Path + "/", StringComparison.Ordinal));
}
