namespace MbimEmulator.Journal;

/// <summary>Sees every exchange with a modem's card in order, in its mailbox; must not block.</summary>
/// <param name="exchange">The exchange.</param>
public delegate void ApduObserver(in ObservedApdu exchange);
