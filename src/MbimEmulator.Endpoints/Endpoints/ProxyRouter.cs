using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Chooses whom a client of a proxy endpoint talks to.</summary>
/// <param name="firstMessage">The client's first message, usually PROXY_CONTROL CONFIGURATION; the link gets it too.</param>
/// <param name="options">What to make the link with.</param>
/// <returns>A link that has not been attached yet, or null: the connection is closed without an answer, as mbim-proxy does.</returns>
public delegate ModemLink? ProxyRouter(ReadOnlySpan<byte> firstMessage, ModemLinkOptions options);
