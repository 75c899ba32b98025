using System.Diagnostics;

namespace MbimEmulator.Tool.Tests;

/// <summary>What people name as files: a FIFO or a device is refused at once, wherever it is named.</summary>
[Platform("Linux,MacOsX")]
public sealed class NamedFileTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [TestCase("run", "--socket", "a.sock", "--profile", "{}")]
    [TestCase("run", "--socket", "a.sock", "--scenario", "{}")]
    [TestCase("run", "--socket", "a.sock", "--capture", "{}")]
    [TestCase("run", "--socket", "a.sock", "--state", "{}")]
    [TestCase("run", "--socket", "a.sock", "--log-file", "{}")]
    [TestCase("run", "--socket", "a.sock", "--ready-file", "{}")]
    [TestCase("decode", "{}")]
    [TestCase("profiles", "show", "{}")]
    [TestCase("scenario", "check", "{}")]
    [TestCase("record", "--from", "{}", "--out", "out.yaml")]
    [TestCase("record", "--from", "none.pcapng", "--out", "{}")]
    public async Task A_fifo_or_device_is_refused_as_a_file_everywhere(params string[] arguments)
    {
        // A link, so that a mistake does no harm to the device's own name.
        File.CreateSymbolicLink(_folder["zero"], "/dev/zero");
        await FifoAsync("pipe");
        foreach (var (file, kind) in new[] { ("pipe", "FIFO"), ("zero", "device") })
        {
            var error = new StringWriter();
            var result = CommandLine.InvokeAsync([.. arguments.Select(argument => argument == "{}" ? Path.Combine(_folder.Path, file) : InFolder(argument))], new StringWriter(), error);
            Assert.That(await result.WaitAsync(ToolProcess.Guard), Is.EqualTo(1), error.ToString());
            Assert.That(error.ToString(), Does.Contain(kind).And.Contain("expected a regular file"));
        }

        Assert.That(Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo(new[] { "pipe", "zero" }));

        string InFolder(string argument) => argument.Contains('.', StringComparison.Ordinal) ? _folder[argument] : argument;
    }

    [TestCase("run", "--socket", "")]
    [TestCase("run", "--pty", "")]
    [TestCase("run", "--pipe", "")]
    [TestCase("run", "--usbredir", "")]
    [TestCase("run", "--control", "", "--socket", "{}")]
    [TestCase("run", "--capture", "", "--socket", "{}")]
    [TestCase("run", "--state", "", "--socket", "{}")]
    [TestCase("run", "--log-file", "", "--socket", "{}")]
    [TestCase("run", "--ready-file", "", "--socket", "{}")]
    [TestCase("run", "--scenario", "", "--socket", "{}")]
    [TestCase("run", "--profile", "", "--socket", "{}")]
    [TestCase("record", "--from", "", "--out", "{}")]
    [TestCase("record", "--from", "{}", "--out", "")]
    [TestCase("record", "--device", "", "--out", "{}", "--pty", "{}")]
    [TestCase("ctl", "modems", "--control", "")]
    [TestCase("ctl", "modems", "--control", "{}", "--token", "a b")]
    [TestCase("ctl", "modems", "--control", "{}", "--token", "")]
    public async Task An_empty_name_is_a_mistake_and_no_bug(params string[] arguments)
    {
        var error = new StringWriter();
        var ended = CommandLine.InvokeAsync([.. arguments.Select(argument => argument == "{}" ? _folder["a"] : argument)], new StringWriter(), error);
        Assert.That(await ended.WaitAsync(ToolProcess.Guard), Is.InRange(1, 2));
        Assert.That(error.ToString(), Is.Not.Empty);
    }

    [Test]
    public async Task A_fifo_is_no_configuration()
    {
        await FifoAsync("mbim-emulator.json");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((1, result.Error)));
        Assert.That(result.Error, Does.Contain("mbim-emulator.json").And.Contain("FIFO").And.Not.Contain("   at "));
    }

    [TestCase("{ this is no JSON")]
    [TestCase("[]")]
    [TestCase("{ \"Serilog\": { \"MinimumLevel\": \"loud\" } }")]
    public async Task A_broken_configuration_is_told_without_a_stack(string text)
    {
        await File.WriteAllTextAsync(_folder["mbim-emulator.json"], text);
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock");
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.Contain("configuration").And.Not.Contain("   at "));
    }

    [TestCase("nowhere/run.log")]
    [TestCase(".")]
    public async Task A_log_file_that_cannot_be_written_ends_the_start(string name)
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--log-file", name);
        Assert.That(result.ExitCode, Is.EqualTo(1), result.Error);
        Assert.That(result.Error, Does.StartWith($"Cannot write the log '{Path.GetFullPath(_folder[name])}': ").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Emulators_that_cannot_be_listed_are_told_with_what_to_do()
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "mbim-emulator"), ["ctl", "modems"]) { RedirectStandardError = true };
        start.Environment["TMPDIR"] = _folder["nowhere"];
        start.Environment.Remove("MBIM_EMULATOR_CONTROL");
        using var tool = Process.Start(start)!;
        var error = await tool.StandardError.ReadToEndAsync().WaitAsync(ToolProcess.Guard);
        await tool.WaitForExitAsync().WaitAsync(ToolProcess.Guard);
        Assert.That(tool.ExitCode, Is.EqualTo(1));
        Assert.That(error, Does.StartWith("The emulators on this machine cannot be listed (").And.Contain("--control ADDRESS").And.Not.Contain("   at "));
    }

    public void Dispose() => _folder.Dispose();

    private async Task FifoAsync(string name)
    {
        using var maker = Process.Start("mkfifo", [_folder[name]]);
        await maker.WaitForExitAsync().WaitAsync(ToolProcess.Guard);
        Assert.That(maker.ExitCode, Is.Zero);
    }
}
