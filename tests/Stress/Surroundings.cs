namespace MbimEmulator.Stress;

/// <summary>What the machine around the emulator does to it.</summary>
internal static class Surroundings
{
    public static readonly (string Name, Func<Task> Run)[] All = [];
}
