using System.Text.Json;

namespace MbimEmulator.Mutation;

/// <summary>What has become of the chosen changes so far. Thread-safe.</summary>
internal sealed class ResultList
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Lock _lock = new();
    private readonly SortedDictionary<int, MutantResult> _results = [];
    private readonly FileInfo? _json;

    public ResultList(IEnumerable<Mutant> chosen, MutationOptions options)
    {
        _json = options.Json;
        foreach (var mutant in chosen)
        {
            _results[mutant.Id] = options.Known.TryGetValue(mutant.Key, out var known)
                ? known with { Mutant = mutant }
                : new MutantResult(mutant, Outcome.NotTried, null, null, 0);
        }
    }

    public IReadOnlyList<MutantResult> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _results.Values];
            }
        }
    }

    /// <summary>Those that no test has noticed.</summary>
    public IReadOnlyList<Mutant> Open => [.. All.Where(result => !result.IsNoticed).Select(result => result.Mutant)];

    /// <summary>What the tests of one more project said of a change.</summary>
    public void Add(MutantResult result)
    {
        lock (_lock)
        {
            var before = _results[result.Mutant.Id];
            var outcome = result.Outcome > before.Outcome ? result.Outcome : before.Outcome;
            _results[result.Mutant.Id] = result with { Outcome = outcome, TestsRun = before.TestsRun + result.TestsRun };
            if (_json is not null)
            {
                File.WriteAllText(_json.FullName, JsonSerializer.Serialize(_results.Values, Indented));
            }
        }
    }
}
