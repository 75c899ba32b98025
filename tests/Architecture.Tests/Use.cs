namespace Architecture.Tests;

/// <summary>A file names something that is declared in another folder of the same project.</summary>
/// <param name="File">The file that names it, relative to the project's folder, with slashes.</param>
/// <param name="Folder">The folder in which it is declared, relative to the project's folder; "." is the project's own.</param>
/// <param name="Name">What is named.</param>
internal readonly record struct Use(string File, string Folder, string Name)
{
    /// <summary>The folder of the file that names it.</summary>
    public string From => FolderOf(File);

    /// <summary>The folder of a file, both relative to the project's folder.</summary>
    public static string FolderOf(string file) => file.LastIndexOf('/') is var slash and >= 0 ? file[..slash] : ".";
}
