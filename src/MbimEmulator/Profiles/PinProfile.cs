namespace MbimEmulator.Profiles;

/// <summary>A PIN of the SIM with the PUK that unblocks it.</summary>
public sealed record PinProfile
{
    /// <summary>Digits of a PIN.</summary>
    internal const int MinLength = 4;

    /// <summary>Digits of a PIN, and of every PUK.</summary>
    internal const int MaxLength = 8;

    /// <summary>Whether the PIN has to be entered.</summary>
    public bool Enabled { get; init; }

    /// <summary>4 to 8 digits.</summary>
    public string Pin { get; init; } = "1234";

    /// <summary>Wrong PINs until the PIN is blocked.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>8 digits.</summary>
    public string Puk { get; init; } = "12345678";

    /// <summary>Wrong PUKs until the SIM is lost.</summary>
    public int PukAttempts { get; init; } = 10;
}
