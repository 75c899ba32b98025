namespace MbimEmulator.Mutation.Running;

/// <summary>What a worker is told to do.</summary>
/// <param name="Mutant">The switch that is on; 0 is none.</param>
/// <param name="Tests">The tests to run, all of them where there is no list.</param>
/// <param name="RecordsReach">Whether all run and what each reaches is recorded; otherwise the first failure ends it.</param>
internal sealed record WorkerOrder(int Mutant, IReadOnlyList<int>? Tests, bool RecordsReach);
