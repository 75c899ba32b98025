using MbimEmulator.Scenarios;
using MbimProtocol.Encoding;

namespace MbimEmulator.NamedFaults;

/// <summary>A named defect of real modems, or of their device services, that can be ordered.</summary>
public sealed record FaultDefinition
{
    /// <summary>Its number and its name: <c>T20-fragments-out-of-order</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is, in a few words.</summary>
    public required string Title { get; init; }

    /// <summary>Where it was seen or is described: commits, issues, clauses.</summary>
    public required MbimArray<string> Sources { get; init; }

    /// <summary>Where it sits.</summary>
    public required FaultSeam Seam { get; init; }

    /// <summary>What sets it off, for people.</summary>
    public required string Trigger { get; init; }

    /// <summary>What the host sees, for people.</summary>
    public required string Behaviour { get; init; }

    /// <summary>What a good client does.</summary>
    public required string Reaction { get; init; }

    /// <summary>What Debian's ModemManager 1.20 was seen to do behind a real kernel, as <c>./test-kernel faults</c> sees it again; null for not looked at.</summary>
    public string? ModemManager { get; init; }

    /// <summary>What it can be told.</summary>
    public MbimArray<FaultParameter> Parameters { get; init; }

    /// <summary>The MBIM service, or <c>usb</c>, that has to be there first; null when it can be ordered.</summary>
    public string? Needs { get; init; }

    /// <summary>The test that shows it; empty for one that needs something.</summary>
    public string Test { get; init; } = "";

    /// <summary>Its number: <c>T20</c>.</summary>
    public string Number => Id[..Id.IndexOf('-', StringComparison.Ordinal)];

    /// <summary>Whether it can be ordered.</summary>
    public bool IsAvailable => Needs is null;

    /// <summary>Makes its rules.</summary>
    internal Func<FaultArguments, IEnumerable<ScenarioRule>> Make { get; init; } = static _ => [];

    /// <summary>The rules that make a modem behave so; their names begin with the fault's number.</summary>
    /// <param name="given">What it is told, by parameter; what is left out has its default.</param>
    /// <exception cref="ArgumentException">There is no such parameter, its value is not what it takes, or the fault is not available.</exception>
    public MbimArray<ScenarioRule> ToRules(IReadOnlyDictionary<string, string>? given = null)
    {
        if (Needs is { } needs)
        {
            throw new ArgumentException($"{Id} is not available yet: it needs {needs}.");
        }

        var arguments = new FaultArguments(this, given ?? new Dictionary<string, string>());
        try
        {
            return Make(arguments).Select(rule => rule with { Fault = Id }).ToMbimArray();
        }
        catch (ArgumentException e) when (!e.Message.StartsWith(Id, StringComparison.Ordinal))
        {
            throw new ArgumentException($"{Id}: {e.Message}", e);
        }
    }
}
