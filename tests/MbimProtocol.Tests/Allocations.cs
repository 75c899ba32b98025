namespace MbimProtocol.Tests;

internal static class Allocations
{
    /// <summary>The bytes that this thread allocates in a hundred runs, after a few that warm up.</summary>
    public static long Of(Action action)
    {
        for (var run = 0; run < 50; run++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var run = 0; run < 100; run++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
