namespace MbnConformance.Tests;

/// <summary>A profile in a file of its own folder.</summary>
internal sealed class ProfileFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mbn");

    public ProfileFile(string text) => File.WriteAllText(Path, text);

    public string Path => System.IO.Path.Combine(_folder.FullName, "profile.yaml");

    /// <summary>Another file of the folder.</summary>
    public string Neighbour(string name) => System.IO.Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
