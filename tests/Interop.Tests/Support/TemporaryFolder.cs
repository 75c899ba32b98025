namespace MbimEmulator.Interop.Tests.Support;

/// <summary>A folder that goes when the test ends. Its path is short enough for a Unix socket's name.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("mbim-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
