using System.Text.Json.Serialization;

namespace MbimEmulator.Mutation;

/// <summary>One change of one line. It is compiled in beside the original, behind a switch with its number.</summary>
internal sealed record Mutant
{
    /// <summary>Number of its switch.</summary>
    public required int Id { get; init; }

    public required string Room { get; init; }

    public required string Project { get; init; }

    /// <summary>Path relative to the folder of the solution.</summary>
    public required string File { get; init; }

    public required int Line { get; init; }

    /// <summary>Type and member that the line is in.</summary>
    public required string Member { get; init; }

    public required string Kind { get; init; }

    public required string Original { get; init; }

    public required string Replacement { get; init; }

    /// <summary>Runs once in a process, when its type is first used.</summary>
    public required bool IsStatic { get; init; }

    /// <summary>Which of several equal ones of the same member.</summary>
    public int Occurrence { get; set; }

    /// <summary>What it is called wherever lines may have moved.</summary>
    [JsonIgnore]
    public string Key => $"{File}: {Member}: {Original} -> {Replacement}" + (Occurrence == 0 ? "" : $" ({Occurrence + 1})");
}
