namespace MbnConformance.Tests;

/// <summary>How the application reaches the Mobile Broadband service.</summary>
public enum CallPath
{
    /// <summary>The service is in the application's process.</summary>
    InProcess,

    /// <summary>The emulator is another process, reached by its service socket.</summary>
    Pipe,
}
