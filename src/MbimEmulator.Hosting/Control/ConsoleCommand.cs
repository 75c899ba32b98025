namespace MbimEmulator.Hosting.Control;

/// <summary>One command of the console.</summary>
/// <param name="Name">Its first word.</param>
/// <param name="Parameters">The words that have to follow, as help names them.</param>
/// <param name="TakesModem">Whether a modem's name may follow behind the parameters.</param>
/// <param name="RunAsync">Does it, and gives the answer's line.</param>
internal sealed record ConsoleCommand(string Name, string[] Parameters, bool TakesModem, Func<ModemGroup?, string[], Task<ConsoleAnswer>> RunAsync)
{
    /// <summary>How it is written.</summary>
    public string Usage => string.Join(' ', [Name, .. Parameters, .. TakesModem ? ["[MODEM]"] : Array.Empty<string>()]);

    /// <summary>Something that happens to a modem.</summary>
    public static ConsoleCommand OfModem(string name, Func<ModemGroup, Task> act, string done) =>
        new(name, [], TakesModem: true, async (modem, _) =>
        {
            await act(modem!).ConfigureAwait(false);
            return new ConsoleAnswer($"{modem!.Name}: {done}");
        });

    /// <summary>Something that happens to a modem and takes one word more; the answer's line comes from what is done.</summary>
    public static ConsoleCommand OfModem(string name, string parameter, Func<SimulatedModemCall, string> act) =>
        new(name, [parameter], TakesModem: true, async (modem, words) =>
        {
            var done = "";
            await modem!.InvokeAsync(simulated => done = act(new SimulatedModemCall(simulated, words[0]))).ConfigureAwait(false);
            return new ConsoleAnswer($"{modem.Name}: {done}");
        });
}
