using System.CommandLine;

namespace MbimEmulator.Tool.Ctl;

/// <summary>The options of every <c>ctl</c> command.</summary>
internal sealed class CtlOptions
{
    public Option<string?> Control { get; } = new("--control")
    {
        Description = "The address of the emulator's control API: a path, a pipe's name, or HOST:PORT.",
        HelpName = "ADDRESS",
        Recursive = true,
    };

    public Option<string?> Token { get; } = new("--token") { Description = "The token for HOST:PORT.", HelpName = "TOKEN", Recursive = true };

    public Option<bool> Json { get; } = new("--json") { Description = "Print the JSON that the emulator sends.", Recursive = true };

    /// <summary>The modem that a command is about.</summary>
    public static Option<string?> Modem() => new("--modem") { Description = "The modem; optional if there is only one.", HelpName = "NAME" };

    /// <summary>Adds all of them to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(Control);
        command.Add(Token);
        command.Add(Json);
    }
}
