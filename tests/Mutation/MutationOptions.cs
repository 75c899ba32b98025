namespace MbimEmulator.Mutation;

/// <summary>What a run does.</summary>
internal sealed record MutationOptions
{
    /// <summary>Chooses the changes; the same seed and sources give the same choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The rooms, all of them where none is named.</summary>
    public IReadOnlyList<string> Rooms { get; init; } = [];

    /// <summary>Changes in each room, its own number where there is none.</summary>
    public int? Changes { get; init; }

    /// <summary>Processes that run tests at the same time.</summary>
    public int Processes { get; init; } = 2;

    /// <summary>How long changes are tried; what is left then is not counted.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.MaxValue;

    /// <summary>Only these changes, by their keys.</summary>
    public IReadOnlySet<string>? Only { get; init; }

    /// <summary>What earlier runs have shown to be noticed, by the keys of the changes; it is not tried again.</summary>
    public IReadOnlyDictionary<string, MutantResult> Known { get; init; } = new Dictionary<string, MutantResult>();

    /// <summary>Where results go, also while the run goes on.</summary>
    public FileInfo? Json { get; init; }
}
