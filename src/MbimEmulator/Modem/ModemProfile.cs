namespace MbimEmulator.Modem;

/// <summary>What a simulated modem is and how it behaves. Read from YAML, embedded by name or from a file.</summary>
public sealed record ModemProfile
{
    /// <summary>The limits and habits of the MBIM function.</summary>
    public FunctionProfile Function { get; init; } = new();
}
