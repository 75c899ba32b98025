namespace MbimEmulator.Pipeline;

/// <summary>Which way a transfer goes.</summary>
public enum TransferDirection
{
    /// <summary>From the host to the function.</summary>
    ToFunction,

    /// <summary>From the function to the host.</summary>
    ToHost,
}
