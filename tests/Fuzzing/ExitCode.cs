namespace MbimEmulator.Fuzzing;

/// <summary>What the program ends with.</summary>
internal static class ExitCode
{
    /// <summary>Nothing was found.</summary>
    public const int Success = 0;

    /// <summary>Something was found.</summary>
    public const int Found = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;
}
