namespace MbimEmulator.Mutation;

/// <summary>Chooses changes by seed: in each room its number of them, spread over all that compile.</summary>
internal static class MutantChoice
{
    public static IReadOnlyList<Mutant> Choose(IReadOnlyList<Mutant> mutants, MutationOptions options)
    {
        if (options.Only is { } only)
        {
            return [.. mutants.Where(mutant => only.Contains(mutant.Key))];
        }

        List<Mutant> chosen = [];
        foreach (var room in Room.All.Where(room => options.Rooms.Count == 0 || options.Rooms.Contains(room.Name)))
        {
            var all = mutants.Where(mutant => mutant.Room == room.Name).ToArray();
#pragma warning disable CA5394 // Chosen by seed on purpose.
            new Random(options.Seed).Shuffle(all);
#pragma warning restore CA5394
            chosen.AddRange(all.Take(options.Changes ?? room.Changes));
        }

        return [.. chosen.OrderBy(mutant => mutant.Id)];
    }
}
