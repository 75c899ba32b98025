namespace MbimEmulator.Card;

/// <summary>What is remembered of an exchange with a card whose command, or answer, is kept for a while.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Command">The command.</param>
/// <param name="File">The file that it concerns.</param>
internal sealed record CardExchange(long Number, byte[] Command, CardLocation File);
