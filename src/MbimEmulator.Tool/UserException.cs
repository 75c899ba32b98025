namespace MbimEmulator.Tool;

/// <summary>An error that the user can mend; shown without a stack trace.</summary>
internal sealed class UserException(string message, int exitCode = ExitCodes.Failure) : Exception(message)
{
    /// <summary>What the process exits with.</summary>
    public int ExitCode { get; } = exitCode;
}
