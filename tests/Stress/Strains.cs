using System.Globalization;

namespace MbimEmulator.Stress;

/// <summary>What strangers do to an emulator that runs. Behind each of them everything has to work and to be as before.</summary>
internal static class Strains
{
    public static readonly (string Name, Func<Target, Health, Extent, Task> Run)[] All =
    [
        ("connects", Connects), ("an idle crowd", IdleCrowd), ("a crowd that opens sessions", SpeakingCrowd), ("resets in mid-message", Resets),
        ("readers that never read", Deaf), ("no descriptors left", Exhausted),
    ];

    private static Task Connects(Target target, Health health, Extent extent)
    {
        foreach (var endPoint in target.Strangers)
        {
            for (var i = 0; i < extent.Connects; i++)
            {
                using var crowd = new Crowd();
                Crowd.TrySend(crowd.Join(endPoint), i % 2 == 0 ? [] : Crowd.Open);
            }
        }

        return Task.CompletedTask;
    }

    private static async Task IdleCrowd(Target target, Health health, Extent extent)
    {
        using var crowd = new Crowd();
        for (var i = 0; i < extent.Crowd; i++)
        {
            crowd.Join(target.Shared[i % target.Shared.Count]);
        }

        await health.ServesAsync();
    }

    // Whoever has sent a valid message keeps its place: the PTY and the control API have their own.
    private static async Task SpeakingCrowd(Target target, Health health, Extent extent)
    {
        using (var crowd = new Crowd())
        {
            for (var i = 0; i < extent.Crowd; i++)
            {
                Crowd.TrySend(crowd.Join(target.Strangers[i % target.Strangers.Count]), Crowd.Open);
            }

            var (exitCode, output) = await Target.RunAsync("ctl", "modems", "--control", target.Control, "--token", target.Token);
            if (exitCode != 0)
            {
                throw new StressException($"ctl ended with {exitCode} while the crowd was there: {output}");
            }
        }
    }

    private static Task Resets(Target target, Health health, Extent extent)
    {
        using var crowd = new Crowd();
        foreach (var endPoint in target.Strangers)
        {
            for (var i = 0; i < extent.Connects; i++)
            {
                Crowd.TrySend(crowd.Join(endPoint), Crowd.Open.AsSpan(0, i % Crowd.Open.Length));
                crowd.Reset();
            }
        }

        return Task.CompletedTask;
    }

    private static async Task Deaf(Target target, Health health, Extent extent)
    {
        using var crowd = new Crowd();
        for (var i = 0; i < extent.Readers; i++)
        {
            var reader = crowd.Join(target.Shared[i % 2]);
            Crowd.TrySend(reader, Crowd.Open);
            for (var sent = 0; sent < extent.Messages && Crowd.TrySend(reader, Crowd.Query); sent++)
            {
                // It is never read.
            }
        }

        // Who has spoken keeps its place: when the descriptors that are not held in reserve are used up, a newcomer is refused, and the log says why.
        var limit = int.Parse((await LimitAsync(target)).Output, CultureInfo.InvariantCulture);
        if (limit - target.Descriptors > ReserveOf(limit))
        {
            await health.ServesAsync();
            return;
        }

        await health.RefusesAsync();
        if (!target.Log.Contains($"few of the {limit} file descriptors are left", StringComparison.Ordinal))
        {
            throw new StressException($"the log does not say that few descriptors are left. {target.Log[Math.Max(0, target.Log.Length - 600)..]}");
        }
    }

    // As the emulator has it.
    private static int ReserveOf(int limit) => Math.Min(32, limit / 16);

    // The limit is set below what is open, so that nothing more can be opened, whatever the emulator keeps in reserve.
    private static async Task Exhausted(Target target, Health health, Extent extent)
    {
        var (_, before) = await LimitAsync(target);
        await LimitAsync(target, "20");
        using (var crowd = new Crowd())
        {
            for (var i = 0; i < 50; i++)
            {
                crowd.Join(target.Strangers[i % target.Strangers.Count]);
            }

            // A client of the PTY comes and goes meanwhile.
            await Target.CommandAsync(["sh", "-c", $"printf x >{target.Pty}"]);
            var start = target.ProcessorTime;
            await Task.Delay(TimeSpan.FromSeconds(2));
            var used = target.ProcessorTime - start;
            if (used > TimeSpan.FromSeconds(1))
            {
                throw new StressException(string.Create(CultureInfo.InvariantCulture, $"it used {used.TotalSeconds:f1} s of the processor in 2 s"));
            }
        }

        await LimitAsync(target, before);
        var lines = target.Log.Split('\n').Count(line => line.Contains("cannot accept connections", StringComparison.Ordinal));
        if (lines < 1 || lines > target.Strangers.Count + 1)
        {
            throw new StressException($"{lines} lines about it; expected one for each endpoint at most. {target.Log}");
        }
    }

    private static async Task<(int ExitCode, string Output)> LimitAsync(Target target, string? soft = null)
    {
        var id = target.Id.ToString(CultureInfo.InvariantCulture);
        string[] command = soft is null
            ? ["prlimit", "--pid", id, "--nofile", "--noheadings", "--raw", "--output", "SOFT"]
            : ["prlimit", "--pid", id, $"--nofile={soft}:"];
        var (exitCode, output) = await Target.CommandAsync(command);
        return exitCode == 0 ? (0, output.Trim()) : throw new StressException($"prlimit: {output}");
    }
}
