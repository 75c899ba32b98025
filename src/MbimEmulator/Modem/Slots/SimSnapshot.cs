using MbimEmulator.Card;
using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Slots;

/// <summary>The SIM slot as it outlives power.</summary>
/// <param name="Card">The card's description with its PINs, their locks and its activation as they are now.</param>
/// <param name="Memory">What else the card remembers.</param>
public sealed record SimSnapshot(SimProfile Card, CardMemory Memory);
