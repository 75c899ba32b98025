using System.CommandLine;
using System.Text.Json;

namespace MbimEmulator.Mutation;

/// <summary><c>run</c>: makes changes and says which of them no test notices.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var seed = new Option<int>("--seed") { Description = "Chooses the changes.", DefaultValueFactory = _ => 1 };
        var rooms = new Option<string[]>("--room") { Description = $"Only this folder; may be given more than once. One of {string.Join(", ", Room.All.Select(room => room.Name))}." };
        rooms.AcceptOnlyFromAmong([.. Room.All.Select(room => room.Name)]);
        var changes = new Option<int?>("--changes") { Description = "Changes in each folder, instead of the folder's own number." };
        var processes = new Option<int>("--processes") { Description = "Processes that run tests at the same time.", DefaultValueFactory = _ => 2 };
        var again = new Option<FileInfo?>("--again") { Description = "Try only what was left in this JSON file of an earlier run." };
        var minutes = new Option<int?>("--minutes") { Description = "Try changes for so long; what is left then is not counted." };
        var known = new Option<FileInfo[]>("--known") { Description = "Do not try again what was noticed in this JSON file of an earlier run; may be given more than once." };
        var json = new Option<FileInfo?>("--json") { Description = "Write every change with what became of it to this file, also while the run goes on." };
        var write = new Option<bool>("--write") { Description = "Write docs/mutation.md." };
        var command = new Command("run", "Makes changes and says which of them no test notices.") { seed, rooms, changes, processes, again, minutes, known, json, write };
        command.SetAction(async (result, _) =>
        {
            var options = new MutationOptions
            {
                Seed = result.GetValue(seed),
                Rooms = result.GetValue(rooms) ?? [],
                Changes = result.GetValue(changes),
                Processes = result.GetValue(processes),
                Only = result.GetValue(again) is { } file ? Read(file).Where(one => !one.IsNoticed).Select(one => one.Mutant.Key).ToHashSet() : null,
                Known = (result.GetValue(known) ?? []).SelectMany(Read).Where(one => one.IsNoticed).DistinctBy(one => one.Mutant.Key).ToDictionary(one => one.Mutant.Key),
                Limit = result.GetValue(minutes) is { } limit ? TimeSpan.FromMinutes(limit) : TimeSpan.MaxValue,
                Json = result.GetValue(json),
            };
            return await RunAsync(options, result.GetValue(write), result.InvocationConfiguration.Output).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> RunAsync(MutationOptions options, bool write, TextWriter output)
    {
        var root = Root();
        var results = await new MutationRun(root, options).RunAsync().ConfigureAwait(false);
        var reasons = LeftReasons.Read(root);
        var report = new Report(results, reasons, options.Seed);
        if (write)
        {
            await File.WriteAllTextAsync(Path.Combine(root, "docs", "mutation.md"), report.Text).ConfigureAwait(false);
        }

        await output.WriteLineAsync(report.Text).ConfigureAwait(false);
        return results.Any(result => !result.IsNoticed && reasons.For(result.Mutant) is null) ? 1 : 0;
    }

    private static List<MutantResult> Read(FileInfo file) => JsonSerializer.Deserialize<List<MutantResult>>(File.ReadAllText(file.FullName)) ?? [];

    private static string Root()
    {
        for (var folder = new DirectoryInfo(Environment.CurrentDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"{Environment.CurrentDirectory} is not in the folder of emulator.sln; run the program there.");
    }
}
