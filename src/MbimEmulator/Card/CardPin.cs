using System.Security.Cryptography;
using System.Text;

namespace MbimEmulator.Card;

/// <summary>A PIN of a card: its value, whether it is enabled, and the attempts left for it and its unblocking key. It outlives power.</summary>
internal sealed class CardPin
{
    /// <summary>Bytes of a PIN and of an unblocking key: digits, filled up with FF (ETSI TS 102 221, 9.5.1).</summary>
    public const int Size = 8;

    /// <summary>The most attempts that a status word can tell of.</summary>
    public const int MaxAttempts = 15;

    private readonly byte[] _puk;
    private readonly int _attempts;
    private readonly int _pukAttempts;

    /// <summary>Makes one as it was left.</summary>
    public CardPin(CardPinState state, CardPinState first)
    {
        (Value, _puk, IsEnabled, Attempts, PukAttempts) = (state.Pin, first.Puk, state.IsEnabled, state.Attempts, state.PukAttempts);
        (_attempts, _pukAttempts) = (first.Attempts, first.PukAttempts);
    }

    public byte[] Value { get; private set; }

    public bool IsEnabled { get; private set; }

    public int Attempts { get; private set; }

    public int PukAttempts { get; private set; }

    public bool IsBlocked => Attempts == 0;

    /// <summary>It as it is now.</summary>
    public CardPinState State => new(Value, _puk, IsEnabled, Attempts, PukAttempts);

    /// <summary>Uses up the attempts.</summary>
    public void Block() => Attempts = 0;

    /// <summary>Compares, and counts: SUCCESS, or what is left.</summary>
    public StatusWord Compare(ReadOnlySpan<byte> pin)
    {
        if (IsBlocked)
        {
            return StatusWord.AuthenticationBlocked;
        }

        if (!CryptographicOperations.FixedTimeEquals(pin, Value))
        {
            return Left(--Attempts);
        }

        Attempts = _attempts;
        return StatusWord.Success;
    }

    /// <summary>Compares the unblocking key, and sets another PIN.</summary>
    public StatusWord Unblock(ReadOnlySpan<byte> puk, ReadOnlySpan<byte> pin)
    {
        if (PukAttempts == 0)
        {
            return StatusWord.AuthenticationBlocked;
        }

        if (!CryptographicOperations.FixedTimeEquals(puk, _puk))
        {
            return Left(--PukAttempts);
        }

        Set(pin);
        IsEnabled = true;
        Attempts = _attempts;
        PukAttempts = _pukAttempts;
        return StatusWord.Success;
    }

    public void Set(ReadOnlySpan<byte> pin) => Value = pin.ToArray();

    public void Enable(bool enabled) => IsEnabled = enabled;

    /// <summary>Digits as the card takes them.</summary>
    public static byte[] Digits(string digits) => CardCoding.Fill(Encoding.ASCII.GetBytes(digits), Size);

    /// <summary>63CX.</summary>
    public static StatusWord Left(int attempts) => StatusWord.AttemptsLeft | (StatusWord)attempts;
}
