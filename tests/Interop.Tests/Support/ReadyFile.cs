namespace MbimEmulator.Interop.Tests.Support;

/// <summary>The file that "run" writes when its endpoints accept.</summary>
internal static class ReadyFile
{
    /// <summary>Where it is in a folder.</summary>
    public static string In(TemporaryFolder folder) => folder.File("ready.json");

    /// <summary>Starts the emulator and waits until the file is there; an older one is removed before.</summary>
    public static async Task<BackgroundProgram> WaitAsync(TemporaryFolder folder, Func<string, BackgroundProgram> start)
    {
        var ready = In(folder);
        File.Delete(ready);
        using var watcher = new FileSystemWatcher(folder.Path);
        var appeared = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Created += (_, file) => See(file.FullPath);
        watcher.Renamed += (_, file) => See(file.FullPath);
        watcher.Changed += (_, file) => See(file.FullPath);
        watcher.EnableRaisingEvents = true;
        var program = start(ready);
        await program.OrExitAsync(appeared.Task, "the ready file");
        return program;

        void See(string path)
        {
            if (path == ready && new FileInfo(ready) is { Exists: true, Length: > 0 })
            {
                appeared.TrySetResult();
            }
        }
    }
}
