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

    private readonly CardPinState _first;

    /// <summary>Makes one as it was left.</summary>
    /// <param name="first">It as it was made.</param>
    /// <param name="left">What is left of its attempts.</param>
    public CardPin(CardPinState first, PinAttempts left)
    {
        _first = first;
        (Value, IsEnabled) = (first.Pin, first.IsEnabled);
        (Attempts, PukAttempts) = (Math.Min(left.Pin, first.Attempts), Math.Min(left.Puk, first.PukAttempts));
    }

    public byte[] Value { get; private set; }

    public bool IsEnabled { get; private set; }

    public int Attempts { get; private set; }

    public int PukAttempts { get; private set; }

    public bool IsBlocked => Attempts == 0;

    /// <summary>What is left of its attempts.</summary>
    public PinAttempts Left => new(Attempts, PukAttempts);

    /// <summary>Its digits.</summary>
    public string Text => Encoding.ASCII.GetString(Value.AsSpan(0, Value.AsSpan().IndexOf((byte)0xFF) is var end and >= 0 ? end : Size));

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
            return Tell(--Attempts);
        }

        Attempts = _first.Attempts;
        return StatusWord.Success;
    }

    /// <summary>Compares the unblocking key, and sets another PIN.</summary>
    public StatusWord Unblock(ReadOnlySpan<byte> puk, ReadOnlySpan<byte> pin)
    {
        if (PukAttempts == 0)
        {
            return StatusWord.AuthenticationBlocked;
        }

        if (!CryptographicOperations.FixedTimeEquals(puk, _first.Puk))
        {
            return Tell(--PukAttempts);
        }

        Set(pin);
        IsEnabled = true;
        Attempts = _first.Attempts;
        PukAttempts = _first.PukAttempts;
        return StatusWord.Success;
    }

    public void Set(ReadOnlySpan<byte> pin) => Value = pin.ToArray();

    public void Enable(bool enabled) => IsEnabled = enabled;

    /// <summary>Digits as the card takes them.</summary>
    public static byte[] Digits(string digits) => CardCoding.Fill(Encoding.ASCII.GetBytes(digits), Size);

    /// <summary>63CX.</summary>
    public static StatusWord Tell(int attempts) => StatusWord.AttemptsLeft | (StatusWord)attempts;
}
