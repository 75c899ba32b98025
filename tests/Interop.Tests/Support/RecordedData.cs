using System.Text.Json;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>Data of other projects and of real devices, which stands beside the repository and never in it.</summary>
internal static class RecordedData
{
    /// <summary>A JSON file; the running test is ignored when there is no recorded data.</summary>
    /// <param name="path">The path in the folder of the recorded data, with slashes.</param>
    public static async Task<JsonDocument> ReadJsonAsync(string path)
    {
        var repository = new DirectoryInfo(AppContext.BaseDirectory);
        while (repository is not null && !File.Exists(Path.Combine(repository.FullName, "emulator.sln")))
        {
            repository = repository.Parent;
        }

        var folder = repository?.Parent is { } beside ? Path.Combine(beside.FullName, "shared", "data") : "";
        if (!Directory.Exists(folder))
        {
            Assert.Ignore("ignored: needs the recorded data");
        }

        await using var file = File.OpenRead(Path.Combine(folder, path));
        return await JsonDocument.ParseAsync(file);
    }
}
