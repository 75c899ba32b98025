namespace Documentation.Tests;

/// <summary>The files of the solution that the tests were built in.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    /// <summary>The files of a kind below a folder ("" is all of it) with their texts; nothing that a build or a run has made.</summary>
    public static IEnumerable<(string File, string Text)> Read(string folder, string kind) =>
        Walk(new DirectoryInfo(Path.Combine(Root, folder)), kind)
            .Select(file => (Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file).ReplaceLineEndings("\n")))
            .OrderBy(file => file.Item1, StringComparer.Ordinal);

    private static IEnumerable<string> Walk(DirectoryInfo folder, string kind) =>
        folder.EnumerateFiles(kind).Select(file => file.FullName).Concat(
            folder.EnumerateDirectories().Where(each => each.Name is not ("bin" or "obj" or "artifacts") && each.Name[0] != '.').SelectMany(each => Walk(each, kind)));

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        return folder.FullName;
    }
}
