namespace MbimEmulator.Hosting.Endpoints;

/// <summary>How endpoints carry transfers.</summary>
public sealed record StreamOptions
{
    /// <summary>Who may use what the endpoint makes in the file system.</summary>
    public NodeAccess Access { get; init; } = new();

    /// <summary>The least time between two writes, for clients that take one read for one message; zero for none.</summary>
    public TimeSpan Pacing { get; init; }

    /// <summary>How many connections endpoints with the same budget have at most.</summary>
    public ConnectionBudget Connections { get; init; } = new();

    /// <summary>Time for pacing and for what a PTY waits for.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
