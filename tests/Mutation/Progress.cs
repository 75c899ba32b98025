namespace MbimEmulator.Mutation;

/// <summary>What is under way, on standard error.</summary>
internal static class Progress
{
    private static readonly System.Diagnostics.Stopwatch Clock = System.Diagnostics.Stopwatch.StartNew();

    public static void Say(string text) => Console.Error.WriteLine($"{Clock.Elapsed:mm\\:ss} {text}");
}
