using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>One client of a PTY, from its first byte on.</summary>
/// <param name="Link">The session's link to the modem.</param>
/// <param name="Ending">Cancels the write operation.</param>
/// <param name="Writing">The loop that writes transfers to the line.</param>
internal sealed record PtySession(ModemLink Link, CancellationTokenSource Ending, Task Writing);
