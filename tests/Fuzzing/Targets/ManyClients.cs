using MbimEmulator.Links;

namespace MbimEmulator.Fuzzing.Targets;

/// <summary>Two clients whose steps are mixed: the lowest bit of a step says whose it is.</summary>
internal static class ManyClients
{
    public static void Run(ModemBench bench, ReadOnlySpan<byte> data, byte time, byte leave)
    {
        var steps = new Steps(data);
        while (steps.MoveNext())
        {
            var client = steps.Kind & 1;
            if ((steps.Kind & ~1) == time)
            {
                bench.Clock.Advance(TimeSpan.FromMilliseconds(steps.Number % 20_000));
            }
            else if ((steps.Kind & ~1) == leave)
            {
                bench.Detach(client);
            }
            else
            {
                bench.Link(client).Send(Transfer.Copy(steps.Bytes));
            }

            bench.Drain();
        }
    }
}
