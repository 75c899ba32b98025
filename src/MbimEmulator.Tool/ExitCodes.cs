namespace MbimEmulator.Tool;

/// <summary>How the process ends. A command after <c>--</c> that was started gives its own exit code, 128 + n when signal n ended it.</summary>
internal static class ExitCodes
{
    /// <summary>All is well.</summary>
    public const int Success = 0;

    /// <summary>Something the user asked for cannot be: an endpoint, a profile, a broken message.</summary>
    public const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    public const int Usage = 2;

    /// <summary>The command after <c>--</c> exists, but cannot be started.</summary>
    public const int CannotExecute = 126;

    /// <summary>The command after <c>--</c> does not exist.</summary>
    public const int NotFound = 127;
}
