namespace MbnConformance.Tests;

/// <summary>
/// Behind a whole run of the tests: docs/mbnapi-conformance.md must be what they saw. A run of a part of them leaves it alone.
/// </summary>
[SetUpFixture]
public sealed class ConformanceDocument
{
    private const string Update = "UPDATE_CONFORMANCE";

    [OneTimeTearDown]
    public void The_document_is_what_was_seen()
    {
        var rows = ConformanceTable.Rows(typeof(ConformanceTests).Assembly);
        if (rows.Count != Observation.All.Count)
        {
            // A filter left tests out, or one failed and says so itself; the checks run them all.
            Assert.That(Environment.GetEnvironmentVariable("CI"), Is.Not.EqualTo("true"), "a test with a row in docs/mbnapi-conformance.md did not run and pass");
            return;
        }

        var written = ConformanceTable.Write(Observation.All);
        var path = Path.Combine(Root(), "docs", "mbnapi-conformance.md");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, written);
        }

        Assert.That(
            File.Exists(path) ? File.ReadAllText(path) : "", Is.EqualTo(written),
            $"docs/mbnapi-conformance.md is not what the tests saw. To write it: {Update}=1 dotnet test tests/MbnConformance.Tests");
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
