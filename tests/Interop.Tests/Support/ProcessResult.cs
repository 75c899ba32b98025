namespace MbimEmulator.Interop.Tests.Support;

/// <summary>What a finished process left behind.</summary>
internal sealed record ProcessResult(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>Everything a reader of a failed test needs.</summary>
    public override string ToString() => $"{Command}\nexit status {ExitCode}\n{Output}{Error}";
}
