using System.Globalization;

namespace MbimEmulator.Stress;

/// <summary>What the machine around the emulator does to it.</summary>
internal static class Surroundings
{
    private const int Endpoints = 300;
    private const int Commands = 1000;

    public static readonly (string Name, Func<Task> Run)[] All =
    [
        ("standard error that nobody reads", UnreadError), ("a full disk", FullDisk), ("FIFOs named as files", Fifos),
        ("more endpoints than descriptors", TooManyEndpoints),
    ];

    private static async Task FullDisk()
    {
        if (!Environment.IsPrivilegedProcess)
        {
            Console.WriteLine("a full disk is left out: it needs root, to mount one");
            return;
        }

        var disk = Directory.CreateTempSubdirectory("mbim-stress-").FullName;
        try
        {
            string[] files =
            [
                "--capture", Path.Combine(disk, "c.pcapng"), "--state", Path.Combine(disk, "state.json"), "--log-file", Path.Combine(disk, "log"), "--log-level", "debug",
            ];
            await using var target = await Target.StartAsync(null, true, disk, files);
            var health = await Health.OfAsync(target);
            var id = target.Id.ToString(CultureInfo.InvariantCulture);
            await Target.CommandAsync(["nsenter", "--target", id, "--mount", "dd", "if=/dev/zero", $"of={Path.Combine(disk, "rest")}", "bs=4k"]);
            await ChangeAsync(target, "eject-sim");
            await health.ServesAsync();
            await ChangeAsync(target, "insert-sim");
            await health.WorksAsync();
            await target.EndAsync();
            if (!target.Log.Contains("cannot be written", StringComparison.Ordinal))
            {
                throw new StressException($"the log does not say what cannot be written: {target.Log}");
            }
        }
        finally
        {
            Directory.Delete(disk, recursive: true);
        }
    }

    // A pipe takes 64 KiB; each command makes two lines.
    private static async Task UnreadError()
    {
        await using var target = await Target.StartAsync(null, isErrorRead: false, null, "--log-level", "debug");
        var health = await Health.OfAsync(target);
        using (var crowd = new Crowd())
        {
            var host = crowd.Join(target.Strangers[^1]);
            Crowd.TrySend(host, Crowd.Open);
            var answer = new byte[4096];
            for (var i = 0; i < Commands; i++)
            {
                if (!Crowd.TrySend(host, Crowd.Query) || host!.Receive(answer) == 0)
                {
                    throw new StressException($"the host got no answer to its command {i}");
                }
            }
        }

        await health.IsAsBeforeAsync();
        await target.EndAsync();
    }

    // Whoever opens one waits for somebody at its other end.
    private static async Task Fifos()
    {
        var folder = Directory.CreateTempSubdirectory("mbim-stress-").FullName;
        try
        {
            var fifo = Path.Combine(folder, "fifo");
            await Target.CommandAsync(["mkfifo", fifo]);
            foreach (var option in new[] { "--capture", "--state", "--log-file", "--scenario", "--profile" })
            {
                var (exitCode, output) = await Target.RunAsync("run", "--socket", Path.Combine(folder, "socket"), "--control", "none", option, fifo);
                if (exitCode != 1 || !output.Contains("fifo", StringComparison.Ordinal))
                {
                    throw new StressException($"{option}: it ended with {exitCode.ToString(CultureInfo.InvariantCulture)}: {output}");
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task TooManyEndpoints()
    {
        var folder = Directory.CreateTempSubdirectory("mbim-stress-").FullName;
        try
        {
            var (exitCode, output) = await Target.RunLimitedAsync(
                256, "run", "--count", Endpoints.ToString(CultureInfo.InvariantCulture), "--socket", Path.Combine(folder, "s0"), "--control", "none");
            if (exitCode != 1 || !output.Contains("file descriptors of this process are left", StringComparison.Ordinal))
            {
                throw new StressException($"it ended with {exitCode.ToString(CultureInfo.InvariantCulture)}: {output}");
            }

            if (Directory.EnumerateFileSystemEntries(folder).Any())
            {
                throw new StressException("it left sockets behind");
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task ChangeAsync(Target target, string change)
    {
        var (exitCode, output) = await Target.RunAsync("ctl", change, "--control", target.Control, "--token", target.Token);
        if (exitCode != 0)
        {
            throw new StressException($"ctl {change} ended with {exitCode.ToString(CultureInfo.InvariantCulture)}: {output}");
        }
    }
}
