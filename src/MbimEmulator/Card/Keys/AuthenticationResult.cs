namespace MbimEmulator.Card.Keys;

/// <summary>A card's answer to a challenge. The bytes are the authenticator's and hold until it is called again.</summary>
internal readonly ref struct AuthenticationResult
{
    public AuthenticationOutcome Outcome { get; init; }

    /// <summary>After success; empty otherwise, as are the keys.</summary>
    public ReadOnlySpan<byte> Res { get; init; }

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> Ck { get; init; }

    /// <summary>16 bytes.</summary>
    public ReadOnlySpan<byte> Ik { get; init; }

    /// <summary>8 bytes.</summary>
    public ReadOnlySpan<byte> Kc { get; init; }

    /// <summary>After a synchronisation failure, 14 bytes: SQN_MS xor AK, MAC-S. Empty otherwise.</summary>
    public ReadOnlySpan<byte> Auts { get; init; }
}
