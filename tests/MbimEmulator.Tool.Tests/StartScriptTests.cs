using System.Diagnostics;
using System.Runtime.Versioning;

namespace MbimEmulator.Tool.Tests;

/// <summary><c>./run</c> with a dotnet that only pretends to build: when it builds, what it leaves behind, and what it passes on.</summary>
[Platform("Linux")]
[SupportedOSPlatform("linux")]
internal sealed class StartScriptTests : IDisposable
{
    // Tells of every call, publishes a file, and waits before it has published as long as there is a file "hold".
    private const string Dotnet = """
        #!/bin/bash
        root=$(cd "$(dirname "$0")/.." && pwd)
        if [ "$1" != publish ]; then
          echo "$MBIM_EMULATOR_CALLED_AS ${*:2}"
          cat "$1"
          exit
        fi
        echo "$*" >>"$root/calls"
        case "$*" in *--use-current-runtime*) exit 1 ;; esac
        while [ -e "$root/hold" ]; do sleep 0.02; done
        [ ! -e "$root/broken" ] || { echo "error CS0000: broken"; exit 1; }
        while [ "$1" != -o ]; do shift; done
        cat "$root/clone/src/Program.cs" >"$2/mbim-emulator.dll"
        """;

    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private readonly TestFolder _folder = new();

    [SetUp]
    public void MakeClone()
    {
        foreach (var folder in new[] { "bin", "clone/src", "clone/scenarios" })
        {
            Directory.CreateDirectory(_folder[folder]);
        }

        File.Copy(Path.Combine(ContainerFilesTests.Root(), "run"), _folder["clone/run"]);
        foreach (var file in new[] { "clone/Directory.Build.props", "clone/Directory.Packages.props", "clone/global.json" })
        {
            File.WriteAllText(_folder[file], "");
        }

        File.WriteAllText(_folder["clone/src/Program.cs"], "first");
        File.WriteAllText(_folder["bin/dotnet"], Dotnet);
        File.SetUnixFileMode(_folder["bin/dotnet"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Test]
    public async Task It_builds_once_and_says_so()
    {
        var first = await RunAsync("ctl", "state");
        Assert.That((first.ExitCode, first.Output), Is.EqualTo((0, "./run ctl state\nfirst")), first.Error);
        Assert.That(first.Error, Does.Contain("building the tool").And.Contain("built in"));
        Assert.That(Builds(), Has.Length.EqualTo(1));
        Assert.That(Builds()[0], Does.Contain("-p:RunAnalyzers=false").And.Not.Contain("--use-current-runtime"));

        var second = await RunAsync("ctl", "state");
        Assert.That((second.ExitCode, second.Output, second.Error), Is.EqualTo((0, "./run ctl state\nfirst", "")));
        Assert.That(Builds(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task It_builds_again_when_a_source_is_newer()
    {
        await RunAsync("ctl");
        File.WriteAllText(_folder["clone/src/Program.cs"], "second");
        File.SetLastWriteTimeUtc(_folder["clone/src/Program.cs"], DateTime.UtcNow.AddMinutes(1));
        Assert.That((await RunAsync("ctl")).Output, Is.EqualTo("./run ctl\nsecond"));
    }

    [TestCase("", "run")]
    [TestCase("--pty ./mbim0", "run --pty ./mbim0")]
    [TestCase("--pty ./mbim0 --help", "run --pty ./mbim0 --help")]
    [TestCase("--help", "--help")]
    [TestCase("--version", "--version")]
    [TestCase("scenario list", "scenario list")]
    public async Task Options_are_those_of_run_but_help_and_version_the_tools(string given, string passed) =>
        Assert.That((await RunAsync(given.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Output, Is.EqualTo($"./run {passed}\nfirst"));

    [Test]
    public async Task Two_at_once_build_once()
    {
        File.WriteAllText(_folder["hold"], "");
        var first = RunAsync("ctl");
        await UntilAsync(() => Builds().Length == 1);
        var second = RunAsync("ctl");
        File.Delete(_folder["hold"]);
        Assert.That((await first).Output, Is.EqualTo("./run ctl\nfirst"));
        Assert.That((await second).Output, Is.EqualTo("./run ctl\nfirst"));
        Assert.That(Builds(), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_build_that_is_killed_leaves_nothing_that_is_taken_for_a_tool()
    {
        File.WriteAllText(_folder["hold"], "");
        using (var killed = Start("ctl"))
        {
            await UntilAsync(() => Builds().Length == 1);
            killed.Kill(entireProcessTree: true);
            await killed.WaitForExitAsync().WaitAsync(Guard);
        }

        File.Delete(_folder["hold"]);
        Assert.That((await RunAsync("ctl")).Output, Is.EqualTo("./run ctl\nfirst"));
        Assert.That(Builds(), Has.Length.EqualTo(2));
    }

    [Test]
    public async Task A_build_that_fails_is_told_and_leaves_nothing()
    {
        File.WriteAllText(_folder["broken"], "");
        var failed = await RunAsync("ctl");
        Assert.That(failed.ExitCode, Is.Not.Zero);
        Assert.That(failed.Error, Does.Contain("CS0000").And.Contain("run: the build failed"));
        Assert.That(Directory.GetDirectories(_folder["clone/artifacts/run"], "tool.*"), Is.Empty);
    }

    [Test]
    public async Task A_build_failing_after_a_good_one_leaves_the_good_one_unused_but_whole()
    {
        await RunAsync("ctl");
        File.SetLastWriteTimeUtc(_folder["clone/src/Program.cs"], DateTime.UtcNow.AddMinutes(1));
        File.WriteAllText(_folder["broken"], "");
        Assert.That((await RunAsync("ctl")).Output, Is.Empty);
        File.SetLastWriteTimeUtc(_folder["clone/src/Program.cs"], DateTime.UtcNow.AddMinutes(-1));
        Assert.That((await RunAsync("ctl")).Output, Is.EqualTo("./run ctl\nfirst"));
    }

    public void Dispose()
    {
        // What is compiled ahead has the lock as long as it writes.
        if (File.Exists(_folder["clone/artifacts/run/lock"]))
        {
            using var ended = Process.Start("flock", [_folder["clone/artifacts/run/lock"], "true"]);
            ended.WaitForExit(Guard);
        }

        _folder.Dispose();
    }

    private string[] Builds() =>
        File.Exists(_folder["calls"]) ? [.. File.ReadAllLines(_folder["calls"]).Where(call => !call.Contains("--use-current-runtime", StringComparison.Ordinal))] : [];

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("bash", ["./run", .. arguments]) { WorkingDirectory = _folder["clone"], RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}";
        return Process.Start(start)!;
    }

    private async Task<ToolResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Guard);
        return new ToolResult(process.ExitCode, await output, await error);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.That(Stopwatch.GetElapsedTime(started), Is.LessThan(Guard));
            await Task.Delay(10);
        }
    }
}
