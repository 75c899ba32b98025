using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimProtocol.Encoding;

namespace MbimEmulator.Changes;

/// <summary>One of the things that people, scenarios and the network can do to a modem.</summary>
/// <param name="Name">Its name: <c>eject-sim</c>.</param>
/// <param name="Parameters">What has to be said with it, as help names it: <c>RSSI</c>; what may be left out is in brackets and comes last.</param>
/// <param name="Description">One line for people.</param>
public sealed record ModemChangeKind(string Name, MbimArray<string> Parameters, string Description)
{
    /// <summary>What it is done to: the modem as a whole, or the module of this name.</summary>
    public string Group { get; init; } = "modem";

    /// <summary>How it is written.</summary>
    public string Usage => string.Join(' ', (IEnumerable<string>)[Name, .. Parameters]);

    /// <summary>How many arguments it needs at least.</summary>
    public int Required => Parameters.Count(parameter => parameter[0] != '[');

    /// <summary>Checks the arguments without a modem.</summary>
    internal Action<ArgumentReader> Check { get; init; } = static _ => { };

    /// <summary>Does it, inside the modem's mailbox, and says what was done.</summary>
    internal Func<IModemControl, ArgumentReader, string> Apply { get; init; } = static (_, _) => "";
}
