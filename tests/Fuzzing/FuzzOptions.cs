namespace MbimEmulator.Fuzzing;

/// <summary>What the command line says of a run.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How long each target runs.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How many inputs each target is given instead; null for as many as the time allows.</summary>
    public long? Runs { get; init; }

    /// <summary>Of the mutations.</summary>
    public int Seed { get; init; }

    /// <summary>A folder with a folder of further inputs for each target; null for none.</summary>
    public string? Inputs { get; init; }

    /// <summary>The folder for what is found.</summary>
    public required string Found { get; init; }

    /// <summary>Prints one JSON object for each target.</summary>
    public bool Json { get; init; }
}
