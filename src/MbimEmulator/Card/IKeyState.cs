namespace MbimEmulator.Card;

/// <summary>Says of the keys of a card whether they were verified.</summary>
internal interface IKeyState
{
    /// <summary>Whether a key was verified, or need not be.</summary>
    bool IsFulfilled(byte reference);
}
