namespace MbimEmulator.Journal;

/// <summary>Sees every control transfer of a modem in order, in its mailbox; must not block.</summary>
/// <param name="transfer">The transfer.</param>
public delegate void TransferObserver(in ObservedTransfer transfer);
