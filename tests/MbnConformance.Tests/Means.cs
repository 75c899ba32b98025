namespace MbnConformance.Tests;

/// <summary>What it takes to see a code.</summary>
public enum Means
{
    /// <summary>Limits, policies and states that every modem has.</summary>
    Ordinary,

    /// <summary>An option of the profile.</summary>
    Option,
}
