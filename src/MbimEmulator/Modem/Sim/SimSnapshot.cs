using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Sim;

/// <summary>The SIM slot as it outlives power.</summary>
/// <param name="Card">The card with its PINs, their locks and its activation as they are now. Its preferred providers are the profile's.</param>
/// <param name="Pin1">What is left for PIN1.</param>
/// <param name="Pin2">What is left for PIN2.</param>
public sealed record SimSnapshot(SimProfile Card, PinAttempts Pin1, PinAttempts Pin2);
