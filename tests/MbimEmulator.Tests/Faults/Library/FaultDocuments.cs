using System.Text.RegularExpressions;
using MbimEmulator.NamedFaults;

namespace MbimEmulator.Tests.Faults.Library;

public sealed partial class FaultDocuments
{
    private const string Update = "UPDATE_FAULTS";

    [Test]
    public void The_pages_are_what_the_faults_declare()
    {
        var folder = Path.Combine(Repository.Root, "docs", "faults");
        var written = FaultLibrary.All.ToDictionary(fault => $"{fault.Id}.md", FaultPages.Page);
        written.Add("README.md", FaultPages.Index(FaultLibrary.All));
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            Directory.CreateDirectory(folder);
            Array.ForEach(Directory.GetFiles(folder), File.Delete);
            foreach (var (name, text) in written)
            {
                File.WriteAllText(Path.Combine(folder, name), text);
            }
        }

        var there = Directory.Exists(folder) ? Directory.GetFiles(folder) : [];
        Assert.That(
            there.ToDictionary(file => Path.GetFileName(file)!, File.ReadAllText), Is.EquivalentTo(written),
            $"docs/faults is not what the faults declare. To write it: {Update}=1 dotnet test tests/MbimEmulator.Tests");
    }

    [Test]
    public void What_ModemManager_does_is_checked_behind_a_kernel_word_for_word()
    {
        var checks = File.ReadLines(Path.Combine(Repository.Root, "tests", "Kernel", "checks", "faults.sh"))
            .Select(line => Observation().Match(line)).Where(match => match.Success)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
        Assert.That(FaultLibrary.All.Where(fault => fault.ModemManager is not null).Select(fault => (fault.Id, fault.ModemManager!)), Is.EquivalentTo(checks));
    }

    // observe FAULT ARGUMENTS 'SENTENCE' FUNCTION
    [GeneratedRegex("^observe ([^ ]+) '[^']*' '([^']+)' ")]
    private static partial Regex Observation();
}
