using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Pytest;

/// <summary>The example of samples/python-pytest, by pytest itself.</summary>
[Platform("Linux,MacOsX")]
public sealed class PytestTests
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "samples", "python-pytest");

    [Test]
    public async Task The_example_passes()
    {
        var result = await RunAsync(Example);

        Assert.That((result.ExitCode, result.Output.Contains(" 5 passed", StringComparison.Ordinal)), Is.EqualTo((0, true)), result.ToString());
    }

    [Test]
    public async Task A_test_that_fails_shows_the_seed_and_the_journal_of_its_modem()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("test_fails.py"), """
            import pytest

            @pytest.mark.emulator(seed=4711)
            def test_it(emulator):
                emulator.change("eject-sim")
                emulator.journal.once("CONNECT", "set")
            """);
        File.CreateSymbolicLink(folder.File("conftest.py"), Path.Combine(Example, "conftest.py"));

        var result = await RunAsync(folder.Path);

        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Does.Contain("expected 1 of CONNECT set; found 0").And.Contain("MBIM_EMULATOR_SEED=4711").And.Contain("the SIM is out"));
    }

    private static async Task<ProcessResult> RunAsync(string folder)
    {
        var python = await FindAsync();
        return await Programs.RunAsync(
            [python, "-m", "pytest", "-p", "no:cacheprovider", folder],
            input: null,
            new Dictionary<string, string>
            {
                ["MBIM_EMULATOR"] = $"dotnet {Emulator.Tool}",
                ["PYTHONPATH"] = Path.Combine(AppContext.BaseDirectory, "clients", "python"),
                ["PYTHONDONTWRITEBYTECODE"] = "1",
            });
    }

    // The first Python on the PATH may be another than the one that the system's packages are for.
    private static async Task<string> FindAsync()
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            if (Peers.Has(python) && (await Programs.RunAsync(python, "-c", "import pytest")).ExitCode == 0)
            {
                return python;
            }
        }

        Peers.Lacks("python3-pytest");
        return "";
    }
}
