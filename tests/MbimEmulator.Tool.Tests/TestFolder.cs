namespace MbimEmulator.Tool.Tests;

internal sealed class TestFolder : IDisposable
{
    public TestFolder() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine("/tmp", "mbim-" + Guid.NewGuid().ToString("N")[..12]);

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public async Task<string> FileAsync(string name)
    {
        using var watcher = new FileSystemWatcher(Path);
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, _) => Check();
        watcher.Renamed += (_, _) => Check();
        watcher.EnableRaisingEvents = true;
        Check();
        await appeared.Task.WaitAsync(ToolProcess.Guard);
        return await File.ReadAllTextAsync(this[name]);

        void Check()
        {
            if (File.Exists(this[name]))
            {
                appeared.TrySetResult();
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
