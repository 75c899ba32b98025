namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class InteractiveTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task Each_command_is_answered_with_a_line_until_quit()
    {
        using var tool = Start();
        await tool.Input.WriteAsync("state\n\nsignal 7 --modem modem0\nstaet\nquit\nstate\n");
        var result = await tool.EndAsync();
        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(
            result.Output.Split('\n')[^5..],
            Is.EqualTo(new[]
            {
                result.Output.Split('\n')[^5],
                "modem0: RSSI 7",
                "error: There is no command 'staet'; help lists the commands. Did you mean 'state'?",
                "the emulator ends",
                "",
            }));
        Assert.That(result.Output.Split('\n')[^5], Does.StartWith("modem0: SIM "));
    }

    [Test]
    public async Task The_inputs_end_ends_it()
    {
        using var tool = Start();
        tool.Input.Close();
        Assert.That((await tool.EndAsync()).ExitCode, Is.Zero);
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task A_signal_ends_it_while_it_waits_for_a_command()
    {
        using var tool = Start();
        await _folder.FileAsync("ready.json");
        tool.Signal(15);
        Assert.That((await tool.EndAsync()).ExitCode, Is.Zero);
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
    }

    [Test]
    public async Task It_and_a_command_cannot_both_have_the_input()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--interactive", "--", "true");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((2, "--interactive and a command after -- both use standard input; choose one.\n")));
    }

    public void Dispose() => _folder.Dispose();

    private ToolProcess Start() =>
        ToolProcess.StartWithInput(_folder.Path, "run", "--socket", "a.sock", "--interactive", "--ready-file", "ready.json");
}
