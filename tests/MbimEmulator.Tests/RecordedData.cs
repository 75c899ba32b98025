namespace MbimEmulator.Tests;

/// <summary>Data recorded from real devices and taken from other projects, which cannot be part of the repository: the folder shared/data beside it.</summary>
internal static class RecordedData
{
    private static readonly string? Folder = Find();

    /// <summary>The text of a file; its path is relative to the folder. Ignores the running test where there is no such folder.</summary>
    public static string Read(string path) => Read(path, File.ReadAllText);

    /// <summary>The bytes of a file; its path is relative to the folder. Ignores the running test where there is no such folder.</summary>
    public static byte[] ReadBytes(string path) => Read(path, File.ReadAllBytes);

    private static T Read<T>(string path, Func<string, T> read)
    {
        if (Folder is null)
        {
            Assert.Ignore("ignored: needs the recorded data");
        }

        try
        {
            return read(Path.Combine(Folder, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (Environment.GetEnvironmentVariable("REQUIRE_PEERS") == "1")
            {
                Assert.Fail($"needs the recorded data, and REQUIRE_PEERS=1: {e.Message}");
            }

            Assert.Ignore($"ignored: needs the recorded data: {e.Message}");
            throw;
        }
    }

    private static string? Find()
    {
        var data = Path.Combine(Repository.Root, "..", "shared", "data");
        return Directory.Exists(data) ? data : null;
    }
}
