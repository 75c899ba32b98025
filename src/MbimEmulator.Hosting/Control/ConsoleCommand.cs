using MbimEmulator.Changes;

namespace MbimEmulator.Hosting.Control;

/// <summary>One command of the console.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Parameters">The words that follow, as help names them; those in brackets may be left out.</param>
/// <param name="TakesModem">Whether <c>--modem NAME</c> may be among the words.</param>
/// <param name="RunAsync">Does it, and gives the answer's line.</param>
internal sealed record ConsoleCommand(string Name, string[] Parameters, bool TakesModem, Func<ModemGroup?, string[], Task<ConsoleAnswer>> RunAsync)
{
    private const string Option = "--modem";

    /// <summary>How it is written.</summary>
    public string Usage => string.Join(' ', [Name, .. Parameters, .. TakesModem ? [$"[{Option} NAME]"] : Array.Empty<string>()]);

    /// <summary>How many parameters have to be there.</summary>
    public int Required => Parameters.Count(parameter => parameter[0] != '[');

    /// <summary>Something that is done to a modem.</summary>
    public static ConsoleCommand OfChange(ModemChangeKind kind) =>
        new(kind.Name, [.. kind.Parameters], TakesModem: true, async (modem, words) =>
            new ConsoleAnswer($"{modem!.Name}: {await modem.ChangeAsync(ModemChange.Of(kind.Name, words)).ConfigureAwait(false)}"));

    /// <summary>Tells the arguments from the modem's name: false when there are too few or too many words.</summary>
    /// <param name="words">The words behind the command's name.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="modem">The name behind <c>--modem</c>, if it was given.</param>
    public bool TryTake(string[] words, out string[] arguments, out string? modem)
    {
        var option = TakesModem ? Array.IndexOf(words, Option) : -1;
        modem = option >= 0 && option + 1 < words.Length ? words[option + 1] : null;
        arguments = modem is null ? words : [.. words[..option], .. words[(option + 2)..]];
        return arguments.Length >= Required && arguments.Length <= Parameters.Length;
    }
}
