using System.Diagnostics;
using System.Globalization;
using MbimEmulator.Stress;

// Stress of a running emulator, see docs/stress.md: Stress [--short] [--descriptors N]... [--surroundings]
var isShort = args.Contains("--short");
var extent = isShort ? Extent.Short : Extent.Long;
int?[] limits = [.. args.Select((argument, i) => (argument, i)).Where(pair => pair.argument == "--descriptors" && pair.i + 1 < args.Length)
    .Select(pair => (int?)int.Parse(args[pair.i + 1], CultureInfo.InvariantCulture))];
var isPart = limits.Length > 0;
var areSurroundings = args.Contains("--surroundings");
if (!isPart && !areSurroundings)
{
    limits = isShort ? [256, 1024] : [256, 1024, null];
}

var passed = 0;
var failed = 0;
foreach (var limit in limits)
{
    await using var target = await Target.StartAsync(limit);
    if (limit is not null)
    {
        await CheckAsync($"{limit} descriptors, what a first failed connection needs is open before", () => target.HasOpen("System.Reflection.Metadata.dll")
            ? Task.CompletedTask
            : throw new StressException("the reader of symbol files is not"));
    }

    var health = await Health.OfAsync(target);
    foreach (var (name, run) in Strains.All)
    {
        await CheckAsync($"{limit?.ToString(CultureInfo.InvariantCulture) ?? "all"} descriptors, {name}", async () =>
        {
            await run(target, health, extent);
            await health.IsAsBeforeAsync();
        });
    }

    await CheckAsync("SIGTERM", target.EndAsync);
}

foreach (var (name, run) in isPart && !areSurroundings ? [] : Surroundings.All)
{
    await CheckAsync(name, run);
}

Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;

async Task CheckAsync(string name, Func<Task> check)
{
    var started = Stopwatch.GetTimestamp();
    var outcome = "ok";
    try
    {
        await check();
        passed++;
    }
#pragma warning disable CA1031 // Whatever goes wrong is this check's outcome, and the next one is made.
    catch (Exception e)
#pragma warning restore CA1031
    {
        failed++;
        outcome = $"FAILED: {(e is StressException ? e.Message : e.ToString())}";
    }

    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {outcome}, {Stopwatch.GetElapsedTime(started).TotalSeconds:f1} s"));
}
