using MbimEmulator.Faults.Library;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class FaultDocuments
{
    private const string Update = "UPDATE_FAULTS";

    [Test]
    public void The_pages_are_what_the_faults_declare()
    {
        var folder = Path.Combine(Root(), "docs", "faults");
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

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "emulator.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        return folder.FullName;
    }
}
