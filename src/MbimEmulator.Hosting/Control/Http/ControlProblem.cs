namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Why a request was not done (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">What is wrong, one line for people.</param>
public sealed record ControlProblem(int Status, string Title)
{
    /// <summary>The kind of problem; there are no pages about them.</summary>
    public string Type { get; init; } = "about:blank";

    /// <summary>More about it, such as a place in a text.</summary>
    public string? Detail { get; init; }

    /// <summary>What in the request is wrong.</summary>
    public string? Where { get; init; }

    /// <summary>What was found there.</summary>
    public string? Found { get; init; }

    /// <summary>What would have been right.</summary>
    public string? Expected { get; init; }

    /// <summary>The right name that is most like the wrong one.</summary>
    public string? Nearest { get; init; }
}
