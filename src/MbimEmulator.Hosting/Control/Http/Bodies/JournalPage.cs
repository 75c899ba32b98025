using System.Text.Json;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>Entries of the journal.</summary>
/// <param name="Entries">Each with its number, time, modem, kind, and the message with its fields.</param>
/// <param name="Next">The number to go on with.</param>
/// <param name="First">The number of the oldest entry that is kept.</param>
/// <param name="Last">The number of the newest entry.</param>
/// <param name="Dropped">How many were dropped, the oldest first.</param>
public sealed record JournalPage(IReadOnlyList<JsonElement> Entries, long Next, long First, long Last, long Dropped);
