namespace MbimEmulator.Tool.Tests;

/// <summary>Commands are shown as the reader has to type them.</summary>
internal sealed class SpellingTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [TestCase("mbim-emulator run", "./run")]
    [TestCase("  mbim-emulator run --pty ./mbim0 -- mbimcli", "  ./run --pty ./mbim0 -- mbimcli")]
    [TestCase("mbim-emulator run -- my-tests", "./run -- my-tests")]
    [TestCase("mbim-emulator run [options]", "./run [options]")]
    [TestCase("mbim-emulator run --help", "./run run --help")]
    [TestCase("mbim-emulator [command] [options]", "./run [command] [options]")]
    [TestCase("There is no fault 'x'; 'mbim-emulator faults list' lists them.", "There is no fault 'x'; './run faults list' lists them.")]
    [TestCase("xxd message.bin | mbim-emulator decode -", "xxd message.bin | ./run decode -")]
    [TestCase("/opt/mbim-emulator run/file.yaml", "/opt/mbim-emulator run/file.yaml")]
    [TestCase("mbim-emulator.json", "mbim-emulator.json")]
    public void A_start_script_shows_its_own_name(string text, string expected)
    {
        Assert.That(Spelling.Of(text, "./run"), Is.EqualTo(expected));
        Assert.That(Spelling.Of(text, script: null), Is.EqualTo(text));
    }

    [Test]
    public async Task Help_and_errors_have_it()
    {
        var variable = (Spelling.Variable, "./run");
        var help = await ToolProcess.RunAsync(_folder.Path, variable, "--help");
        Assert.That(help.Output, Does.Contain("./run --pty ./mbim0").And.Contain("./run ctl state").And.Contain("./run run --help"));
        Assert.That(help.Output, Does.Not.Contain("mbim-emulator run").And.Not.Contain("mbim-emulator ctl"));

        var error = await ToolProcess.RunAsync(_folder.Path, variable, "faults", "show", "nothing-such");
        Assert.That(error.Error, Does.Contain("'./run faults list'"));
    }

    [Test]
    public async Task Help_lists_every_command_with_a_line()
    {
        var help = await ToolProcess.RunAsync(_folder.Path, "--help");
        foreach (var command in CommandLine.Create([]).Subcommands)
        {
            Assert.That(help.Output, Does.Match($@"(?m)^  {command.Name}\b.*\s{{2,}}\S.*$"));
        }
    }

    [Test]
    public async Task The_version_is_that_of_the_package()
    {
        var version = await ToolProcess.RunAsync(_folder.Path, "--version");
        Assert.That(version.ExitCode, Is.Zero);
        Assert.That(version.Output.Trim(), Does.Match(@"^\d+\.\d+\.\d+\S*$"));
    }

    public void Dispose() => _folder.Dispose();
}
