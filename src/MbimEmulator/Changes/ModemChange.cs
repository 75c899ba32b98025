using MbimEmulator.Modem;
using MbimEmulator.Modem.Core;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;

namespace MbimEmulator.Changes;

/// <summary>Something that is done to a modem from outside: by people, a scenario, the control API.</summary>
public sealed record ModemChange
{
    private ModemChange(ModemChangeKind kind, MbimArray<string> arguments) => (Kind, Arguments) = (kind, arguments);

    /// <summary>What is done.</summary>
    public ModemChangeKind Kind { get; }

    /// <summary>With what.</summary>
    public MbimArray<string> Arguments { get; }

    /// <summary>Makes a change of its name and arguments; both are checked.</summary>
    /// <exception cref="ArgumentException">There is no such change, or its arguments are not what it takes.</exception>
    public static ModemChange Of(string name, params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (ModemChanges.Find(name) is not { } kind)
        {
            var names = ModemChanges.All.Select(candidate => candidate.Name);
            throw new ArgumentException($"There is no change '{name}'; expected one of {string.Join(", ", names)}.{Nearest.Hint(name, names)}", nameof(name));
        }

        var words = arguments.ToMbimArray();
        if (words.Count < kind.Required || words.Count > kind.Parameters.Count)
        {
            throw new ArgumentException($"Expected: {kind.Usage}", nameof(arguments));
        }

        kind.Check(new ArgumentReader(words));
        return new ModemChange(kind, words);
    }

    /// <summary>Does it. Inside the modem's mailbox alone.</summary>
    /// <returns>What was done, one line for people.</returns>
    /// <exception cref="InvalidOperationException">The modem's state does not allow it.</exception>
    /// <exception cref="ArgumentException">The modem's profile has not what the arguments name.</exception>
    internal string Apply(IModemControl modem) => Kind.Apply(modem, new ArgumentReader(Arguments));

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', (IEnumerable<string>)[Kind.Name, .. Arguments]);
}
