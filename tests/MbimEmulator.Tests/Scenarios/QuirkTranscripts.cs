using MbimEmulator.Journal;
using MbimEmulator.ScenarioFiles;
using MbimEmulator.Scenarios;
using MbimEmulator.Time;

namespace MbimEmulator.Tests.Scenarios;

/// <summary>A session of the same host with each quirk profile, as the journal shows it, compared with the files of the folder Quirks.</summary>
public sealed class QuirkTranscripts
{
    private const string Update = "UPDATE_GOLDEN";
    private const ulong Seed = 20_240_229;

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private static IEnumerable<string> Quirks => QuirkProfile.All.Where(quirk => quirk.IsAvailable).Select(quirk => quirk.Name);

    [TestCaseSource(nameof(Quirks))]
    public async Task A_session_is_the_one_on_file(string quirk)
    {
        var file = Path.Combine(Repository.Root, "tests", "MbimEmulator.Tests", "Scenarios", "Quirks", $"{quirk}.txt");
        var transcript = await RunAsync(quirk);
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, transcript);
        }

        Assert.That(transcript, Is.EqualTo(File.Exists(file) ? await File.ReadAllTextAsync(file) : ""), $"To write it: {Update}=1 dotnet test tests/MbimEmulator.Tests --filter QuirkTranscripts");
    }

    [TestCaseSource(nameof(Quirks))]
    public async Task Two_sessions_are_the_same(string quirk)
    {
        var first = await RunAsync(quirk);
        Assert.That(await RunAsync(quirk), Is.EqualTo(first));
    }

    private static async Task<string> RunAsync(string quirk)
    {
        var clock = new VirtualClock();
        var journal = new MessageJournal(new MessageJournalOptions { TimeProvider = clock });
        var scenario = ScenarioLibrary.Load(quirk);
        await using var modem = new ModemGroup(new ModemGroupOptions
        {
            Name = quirk,
            Profile = scenario.Profile!,
            Scenario = scenario,
            Seed = Seed,
            TimeProvider = clock,
            Journal = journal,
        });
        await clock.RunAsync(() => QuirkHost.RunAsync(modem, clock)).WaitAsync(HangGuard);
        return string.Concat(journal.Read().Select(entry => JournalRenderer.ToLine(entry) + "\n"));
    }
}
