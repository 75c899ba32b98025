using MbimEmulator.Pipeline;

namespace MbimEmulator.Hosting.Capture;

/// <summary>A transfer that goes into a capture.</summary>
/// <param name="Modem">The modem's number, from 0.</param>
/// <param name="Link">The link's name.</param>
/// <param name="Direction">The direction in which the transfer was sent.</param>
/// <param name="Time">The time of the transfer.</param>
/// <param name="Bytes">The transfer.</param>
/// <param name="Comment">A comment for the reader; null if there is none.</param>
internal sealed record CapturedTransfer(int Modem, string Link, TransferDirection Direction, DateTimeOffset Time, byte[] Bytes, string? Comment);
