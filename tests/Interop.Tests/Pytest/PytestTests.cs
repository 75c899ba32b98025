using System.Text.RegularExpressions;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Pytest;

/// <summary>The Python package of clients/python, installed by pip without a network, its plugin and the example of samples/python-pytest.</summary>
[Platform("Linux,MacOsX")]
public sealed class PytestTests : IDisposable
{
    private static readonly string Example = Path.Combine(AppContext.BaseDirectory, "samples", "python-pytest");
    private static readonly string Package = Path.Combine(AppContext.BaseDirectory, "clients", "python");

    // Every run starts emulators, which takes a while on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    // Where all tests find the package.
    private static readonly TemporaryFolder Venv = new();

    private readonly TemporaryFolder _folder = new();

    private static string Python => Venv.File("bin/python");

    [OneTimeSetUp]
    public static async Task InstallAsync()
    {
        var python = await FindAsync();
        var venv = await Programs.RunAsync([python, "-m", "venv", "--system-site-packages", Venv.Path], null, null, limit: Limit);
        Assert.That(venv.ExitCode, Is.Zero, venv.ToString());
        var pip = await PythonAsync("-m", "pip", "install", "--no-index", "--disable-pip-version-check", Package);
        Assert.That(pip.ExitCode, Is.Zero, pip.ToString());
    }

    [OneTimeTearDown]
    public static void Remove() => Venv.Dispose();

    public void Dispose() => _folder.Dispose();

    [Test]
    public async Task The_example_passes()
    {
        var result = await PytestAsync(Example);

        Assert.That((result.ExitCode, result.Output.Contains(" 7 passed", StringComparison.Ordinal)), Is.EqualTo((0, true)), result.ToString());
    }

    [Test]
    public async Task A_test_that_fails_shows_its_own_line_the_seed_and_the_journal_of_its_modem()
    {
        var result = await PytestAsync(await WriteAsync("test_fails.py", """
            import pytest

            @pytest.mark.emulator(seed=4711)
            def test_it(emulator):
                emulator.change("eject-sim")
                emulator.verify.once("CONNECT set", timeout=0.01)
            """));

        Assert.That(result.ExitCode, Is.EqualTo(1), result.ToString());
        Assert.That(result.Output, Does.Contain("VerificationError: expected Command CONNECT Set, exactly once; found none"));
        Assert.That(result.Output, Does.Contain("MBIM_EMULATOR_SEED=4711").And.Contains(" modem0 State the SIM is out"));
        Assert.That(Regex.Matches(result.Output, @"^\S+\.py:\d+: ", RegexOptions.Multiline), Has.Count.EqualTo(1), result.Output);
        Assert.That(result.Output, Does.Not.Contain("{'"), "a dictionary");
    }

    [Test]
    public async Task A_program_behind_run_finds_its_emulator()
    {
        var script = await WriteAsync("attached.py", """
            import mbim_emulator

            emulator = mbim_emulator.attach(modem="b0")
            print(emulator.modem, emulator.status(), emulator.select("b1").change("signal", 7), emulator.sim_files()["files"]["usim/6f07"]["content"])
            try:
                emulator.select("b2")
            except mbim_emulator.EmulatorError as error:
                print(error)
            """);

        var result = await Programs.RunAsync(
            [
                "dotnet", Emulator.Tool, "run", "--name", "b0", "--count", "2", "--socket", _folder.File("attached"), "--control", _folder.File("control"),
                "--", Python, script,
            ],
            null,
            null,
            limit: Limit);

        Assert.That(result.Output, Is.EqualTo("b0 attached RSSI 7 080910101032547698\nThere is no modem 'b2'. Expected one of b0, b1. Did you mean 'b0'?\n"), result.ToString());
    }

    [Test]
    public async Task The_type_hints_are_right_and_are_seen_by_those_who_use_the_package()
    {
        if ((await PythonAsync("-c", "import mypy")).ExitCode != 0)
        {
            Peers.Lacks("mypy");
        }

        foreach (var (folder, arguments) in new[] { (Package, (string[])["."]), (Example, ["--strict", "."]) })
        {
            var result = await PythonAsync(["-m", "mypy", "--cache-dir", _folder.File("mypy"), .. arguments], folder);
            Assert.That(result.ExitCode, Is.Zero, result.ToString());
        }

        var wrong = await PythonAsync(
            "-m", "mypy", "--cache-dir", _folder.File("mypy"), "-c", "import mbim_emulator, mbn\nmbim_emulator.attach().wait_for(7)\nmbn.connect(7)");
        Assert.That(wrong.Output, Does.Contain("\"wait_for\" of \"Emulator\" has incompatible type \"int\"").And.Contains("\"connect\" has incompatible type \"int\""));
    }

    [Test]
    public async Task The_single_file_of_the_device_services_needs_no_package()
    {
        File.Copy(Path.Combine(Package, "mbn.py"), _folder.File("mbn.py"));

        var result = await Programs.RunAsync(
            ["dotnet", Emulator.Tool, "run", "--service-socket", _folder.File("service"), "--", "python3", "-I", _folder.File("mbn.py")], null, null, limit: Limit);

        Assert.That(result.Output, Does.Match("(?s)^modem0 .* present\n  \\{[0-9A-F-]{36}} "), result.ToString());
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync(_folder.File(name), text);
        return _folder.File(name);
    }

    private static Task<ProcessResult> PytestAsync(string path) => PythonAsync("-m", "pytest", "-p", "no:cacheprovider", path);

    private static Task<ProcessResult> PythonAsync(params string[] arguments) => PythonAsync(arguments, folder: null);

    private static Task<ProcessResult> PythonAsync(string[] arguments, string? folder) => Programs.RunAsync(
        [Python, .. arguments],
        input: null,
        new Dictionary<string, string> { ["MBIM_EMULATOR"] = $"dotnet {Emulator.Tool}", ["PYTHONDONTWRITEBYTECODE"] = "1" },
        folder,
        Limit);

    // The first Python on the PATH may be another than the one that the system's packages are for.
    private static async Task<string> FindAsync()
    {
        foreach (var python in (string[])["python3", "/usr/bin/python3"])
        {
            if (Peers.Has(python) && (await Programs.RunAsync(python, "-c", "import ensurepip, pytest")).ExitCode == 0)
            {
                return python;
            }
        }

        Peers.Lacks("python3-venv and python3-pytest");
        return "";
    }
}
