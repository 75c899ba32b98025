namespace MbimEmulator.Modules.Tests;

public sealed record CounterProfile
{
    public uint Start { get; init; }

    public uint Step { get; init; } = 1;
}
