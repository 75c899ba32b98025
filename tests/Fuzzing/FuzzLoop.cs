using System.Diagnostics;

namespace MbimEmulator.Fuzzing;

/// <summary>Gives a target one mutated input after another. The same seed gives the same inputs, unless counters choose among them.</summary>
/// <param name="target">The reader.</param>
/// <param name="seed">Of the mutations.</param>
/// <param name="inputs">What to begin with; inputs that take new branches are added.</param>
/// <param name="coverage">The counters, when there are any.</param>
internal sealed class FuzzLoop(FuzzTarget target, int seed, List<byte[]> inputs, Coverage? coverage)
{
    private const int MaxInputs = 20_000;

    private readonly Mutator _mutator = new(new Random(seed), target.MaxLength);
    private byte[] _current = [];
    private long _since;

    /// <summary>Inputs given.</summary>
    public long Runs { get; private set; }

    /// <summary>Inputs that others are made of.</summary>
    public int Inputs => inputs.Count;

    /// <summary>The input that is being read, and for how long it has been.</summary>
    public (byte[] Input, TimeSpan Time) Current => (_current, Volatile.Read(ref _since) is var since && since == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(since));

    /// <summary>Reads an input; what went wrong, or null.</summary>
    public static FuzzFailure? Try(FuzzTarget target, byte[] input)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Fuzz(input);
        }
        catch (Exception e)
        {
            return new FuzzFailure(input, e);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= target.MaxAllocated ? null
            : new FuzzFailure(input, new Finding($"{input.Length} bytes had {allocated} allocated; at most {target.MaxAllocated} are allowed"));
    }

    /// <summary>Begins with all that is known, then goes on until it is told to end or something is found.</summary>
    /// <param name="goesOn">Whether to go on, asked before each mutated input.</param>
    public FuzzFailure? Run(Func<bool> goesOn)
    {
        foreach (var input in inputs.ToArray())
        {
            if (Give(input, isKnown: true) is { } failure)
            {
                return failure;
            }
        }

        while (goesOn())
        {
            if (Give(_mutator.Next(inputs), isKnown: false) is { } failure)
            {
                return failure;
            }
        }

        return null;
    }

    /// <summary>A shorter input that goes wrong with the same kind of exception.</summary>
    public static FuzzFailure Shorten(FuzzTarget target, FuzzFailure failure)
    {
        for (var size = Math.Max(1, failure.Input.Length / 2); size > 0; size /= 2)
        {
            for (var place = 0; place + size <= failure.Input.Length;)
            {
                byte[] shorter = [.. failure.Input[..place], .. failure.Input[(place + size)..]];
                if (Try(target, shorter) is { } again && again.Error.GetType() == failure.Error.GetType())
                {
                    failure = again;
                }
                else
                {
                    place += size;
                }
            }
        }

        return failure;
    }

    private FuzzFailure? Give(byte[] input, bool isKnown)
    {
        _current = input;
        Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        coverage?.Clear();
        Runs++;
        var failure = Try(target, input);
        Volatile.Write(ref _since, 0);
        if (failure is null && coverage?.HasNew() == true && !isKnown && inputs.Count < MaxInputs)
        {
            inputs.Add(input);
        }

        return failure;
    }
}
