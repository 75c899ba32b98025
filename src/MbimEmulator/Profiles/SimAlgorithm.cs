namespace MbimEmulator.Profiles;

/// <summary>The authentication algorithm of a SIM.</summary>
public enum SimAlgorithm
{
    /// <summary>3GPP TS 35.206.</summary>
    Milenage,

    /// <summary>3GPP TS 35.231.</summary>
    Tuak,

    /// <summary>The test algorithm of 3GPP TS 34.108, 8.1.2.</summary>
    Xor,
}
