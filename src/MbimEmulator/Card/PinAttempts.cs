namespace MbimEmulator.Card;

/// <summary>What is left of the attempts of one PIN of a card.</summary>
/// <param name="Pin">Wrong PINs until it is blocked; 0 when it is.</param>
/// <param name="Puk">Wrong PUKs until the SIM is lost; 0 when it is.</param>
public readonly record struct PinAttempts(int Pin, int Puk);
