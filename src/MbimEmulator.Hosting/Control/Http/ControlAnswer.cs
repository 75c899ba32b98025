using System.Net;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>What the control API answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Text">The body, mostly JSON; empty for none.</param>
public sealed record ControlAnswer(HttpStatusCode Status, string Text)
{
    /// <summary>Whether the request was done.</summary>
    public bool IsSuccess => (int)Status is >= 200 and < 300;
}
