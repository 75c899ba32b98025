using MbimEmulator.Changes;

namespace MbimEmulator.Hosting.Control;

/// <summary>One command of the console.</summary>
/// <param name="Name">The command's name.</param>
/// <param name="Parameters">The words that follow, as help names them; those in brackets may be left out.</param>
/// <param name="TakesModem">Whether a modem's name may follow behind the parameters.</param>
/// <param name="RunAsync">Does it, and gives the answer's line.</param>
internal sealed record ConsoleCommand(string Name, string[] Parameters, bool TakesModem, Func<ModemGroup?, string[], Task<ConsoleAnswer>> RunAsync)
{
    /// <summary>How it is written.</summary>
    public string Usage => string.Join(' ', [Name, .. Parameters, .. TakesModem ? ["[MODEM]"] : Array.Empty<string>()]);

    /// <summary>How many parameters have to be there.</summary>
    public int Required => Parameters.Count(parameter => parameter[0] != '[');

    /// <summary>Something that is done to a modem.</summary>
    public static ConsoleCommand OfChange(ModemChangeKind kind) =>
        new(kind.Name, [.. kind.Parameters], TakesModem: true, async (modem, words) =>
            new ConsoleAnswer($"{modem!.Name}: {await modem.ChangeAsync(ModemChange.Of(kind.Name, words)).ConfigureAwait(false)}"));

    /// <summary>Tells the arguments from the modem's name behind them: false when there are too few or too many words.</summary>
    /// <param name="words">The words behind the command's name.</param>
    /// <param name="modems">The names of the modems: where a parameter may be left out, the last word is a modem's if it is one of them.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="modem">The modem's name, if one was given.</param>
    public bool TryTake(string[] words, IEnumerable<string> modems, out string[] arguments, out string? modem)
    {
        var hasModem = TakesModem && words.Length > Required && (words.Length > Parameters.Length || modems.Contains(words[^1]));
        modem = hasModem ? words[^1] : null;
        arguments = hasModem ? words[..^1] : words;
        return arguments.Length >= Required && arguments.Length <= Parameters.Length;
    }
}
