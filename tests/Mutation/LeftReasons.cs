using System.Text.Json;

namespace MbimEmulator.Mutation;

/// <summary>Why a change that no test notices cannot matter: <c>left.json</c>, by the key of the change.</summary>
internal sealed class LeftReasons
{
    private readonly Dictionary<string, string> _reasons;

    private LeftReasons(Dictionary<string, string> reasons) => _reasons = reasons;

    public string? For(Mutant mutant) => _reasons.GetValueOrDefault(mutant.Key);

    public static LeftReasons Read(string root)
    {
        var file = Path.Combine(root, "tests", "Mutation", "left.json");
        return new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file)) ?? []);
    }
}
