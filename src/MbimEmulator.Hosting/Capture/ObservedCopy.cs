using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimProtocol;

namespace MbimEmulator.Hosting.Capture;

/// <summary>A transfer, or an exchange with the card, that was observed, copied out of the mailbox.</summary>
/// <param name="Modem">The modem's number, from 0.</param>
/// <param name="Link">The link's name.</param>
/// <param name="Direction">The direction in which the transfer was sent.</param>
/// <param name="Time">The time of the transfer.</param>
/// <param name="Version">The layouts in force when it crossed.</param>
/// <param name="Bytes">The transfer; whoever takes the copy disposes it.</param>
/// <param name="DroppedBefore">How many transfers were not copied before this one, since too many waited.</param>
/// <param name="CommandLength">Of an exchange with the card how many of the bytes are the command; null for a transfer.</param>
internal readonly record struct ObservedCopy(
    int Modem, string Link, TransferDirection Direction, DateTimeOffset Time, MbimExVersion Version, Transfer Bytes, long DroppedBefore, int? CommandLength = null);
