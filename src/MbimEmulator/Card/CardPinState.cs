namespace MbimEmulator.Card;

/// <summary>A PIN of a card as it outlives power.</summary>
/// <param name="Pin">Eight bytes: digits, filled up with FF.</param>
/// <param name="Puk">The unblocking key, eight bytes.</param>
/// <param name="IsEnabled">Whether it has to be verified.</param>
/// <param name="Attempts">Wrong PINs until it is blocked, 0 to 15.</param>
/// <param name="PukAttempts">Wrong unblocking keys until it is lost, 0 to 15.</param>
internal sealed record CardPinState(byte[] Pin, byte[] Puk, bool IsEnabled, int Attempts, int PukAttempts);
