using System.Globalization;
using MbimEmulator.Yaml;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.NamedFaults;

/// <summary>What a fault is told, read as what its parameters are.</summary>
internal sealed class FaultArguments
{
    private readonly FaultDefinition _fault;
    private readonly IReadOnlyDictionary<string, string> _given;

    /// <summary>Checks the names and the values.</summary>
    /// <exception cref="ArgumentException">There is no such parameter, or its value is not what it takes.</exception>
    public FaultArguments(FaultDefinition fault, IReadOnlyDictionary<string, string> given)
    {
        _fault = fault;
        _given = given;
        foreach (var name in given.Keys)
        {
            var names = fault.Parameters.Select(parameter => parameter.Name);
            if (!names.Contains(name))
            {
                var expected = fault.Parameters.Count == 0 ? "it takes none" : $"expected one of {string.Join(", ", names)}";
                throw new ArgumentException($"{fault.Id} has no parameter '{name}'; {expected}.{Nearest.Hint(name, names)}");
            }
        }

        foreach (var parameter in fault.Parameters)
        {
            Check(parameter);
        }
    }

    public TimeSpan Duration(string name) =>
        DurationText.TryParse(Text(name), out var time) ? time : throw Wrong(name, "a time of up to a day with its unit, such as 250ms, 2s or 1m");

    /// <summary>A whole number, decimal or <c>0x</c>.</summary>
    public int Number(string name, int min = int.MinValue, int max = int.MaxValue)
    {
        var text = Text(name);
        var isNumber = text.StartsWith("0x", StringComparison.Ordinal)
            ? int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
        return isNumber && number >= min && number <= max
            ? number
            : throw Wrong(name, (min, max) switch
            {
                (int.MinValue, int.MaxValue) => "a whole number",
                (_, int.MaxValue) => $"a whole number from {min}",
                _ => $"a whole number from {min} to {max}",
            });
    }

    /// <summary>A whole number as fields and changes take it: decimal, without a sign.</summary>
    public string Digits(string name, int min = 0) => ((uint)Number(name, min)).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whole numbers, separated by commas.</summary>
    public int[] Numbers(string name) =>
        [.. Text(name).Split(',', StringSplitOptions.TrimEntries).Select(text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(name, "numbers such as 0,2,1"))];

    /// <summary>How many times at most; null for no end, which is said as 0.</summary>
    public int? Times(string name) => Number(name, 0) is var times and > 0 ? times : null;

    /// <summary>One of some words.</summary>
    public string Choice(string name, params string[] words)
    {
        var text = Text(name);
        return words.Contains(text)
            ? text
            : throw new ArgumentException($"{_fault.Id}: {name} is '{text}'; expected one of {string.Join(", ", words)}.{Nearest.Hint(text, words)}");
    }

    public bool Boolean(string name) => Text(name) switch
    {
        "true" => true,
        "false" => false,
        _ => throw Wrong(name, "true or false"),
    };

    /// <summary>The declared CID; null for any.</summary>
    public MbimCid? Cid(string name)
    {
        var text = Text(name);
        if (text == "*")
        {
            return null;
        }

        var cids = MbimServices.All.Where(service => service.Id != MobileBroadband.Id).SelectMany(service => service.Cids);
        return cids.FirstOrDefault(cid => cid.Name == text)
            ?? throw new ArgumentException($"{_fault.Id}: {name} is '{text}'; expected the name of a CID, or *.{Nearest.Hint(text, cids.Select(cid => cid.Name))}");
    }

    /// <summary>Query or set; null for both.</summary>
    public MbimCommandType? Operation(string name) => Text(name) switch
    {
        "query" => MbimCommandType.Query,
        "set" => MbimCommandType.Set,
        "*" => null,
        _ => throw Wrong(name, "query, set or *"),
    };

    public string Text(string name) =>
        _given.TryGetValue(name, out var text) ? text : _fault.Parameters.First(parameter => parameter.Name == name).Default;

    private void Check(FaultParameter parameter)
    {
        switch (parameter.Kind)
        {
            case FaultParameterKind.Duration:
                Duration(parameter.Name);
                break;
            case FaultParameterKind.Number:
                Number(parameter.Name);
                break;
            case FaultParameterKind.Cid:
                Cid(parameter.Name);
                break;
            case FaultParameterKind.Operation:
                Operation(parameter.Name);
                break;
            case FaultParameterKind.Boolean:
                Boolean(parameter.Name);
                break;
            default:
                Text(parameter.Name);
                break;
        }
    }

    private ArgumentException Wrong(string name, string expected) => new($"{_fault.Id}: {name} is '{Text(name)}'; expected {expected}.");
}
