namespace MbimEmulator.Card.Keys;

/// <summary>What comes of a challenge (3GPP TS 33.102, clause 6.3.3).</summary>
internal enum AuthenticationOutcome
{
    /// <summary>The challenge is from the home network and fresh.</summary>
    Success,

    /// <summary>It is not from the home network.</summary>
    MacFailure,

    /// <summary>It is from the home network, but its sequence number is not fresh.</summary>
    SynchronisationFailure,
}
