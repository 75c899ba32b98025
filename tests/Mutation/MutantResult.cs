using System.Text.Json.Serialization;

namespace MbimEmulator.Mutation;

/// <summary>What became of a change, and the test that told.</summary>
/// <param name="Mutant">The change.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Test">The test that failed.</param>
/// <param name="Message">The first line of its failure.</param>
/// <param name="TestsRun">How many tests came by it.</param>
internal sealed record MutantResult(Mutant Mutant, Outcome Outcome, string? Test, string? Message, int TestsRun)
{
    [JsonIgnore]
    public bool IsNoticed => Outcome is Outcome.Noticed or Outcome.Hung;
}
