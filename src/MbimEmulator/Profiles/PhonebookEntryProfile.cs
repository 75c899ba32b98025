namespace MbimEmulator.Profiles;

/// <summary>An entry of the SIM's phonebook.</summary>
public sealed record PhonebookEntryProfile
{
    /// <summary>At most 14 characters of the GSM alphabet, or 6 others.</summary>
    public string Name { get; init; } = "";

    /// <summary>At most 20 digits, with a plus sign before an international number.</summary>
    public required string Number { get; init; }
}
