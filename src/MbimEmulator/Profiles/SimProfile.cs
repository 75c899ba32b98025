using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The SIM in its slot.</summary>
public sealed record SimProfile
{
    /// <summary>Whether there is one that works.</summary>
    public SimCondition Condition { get; init; } = SimCondition.Present;

    /// <summary>
    /// Where a card from outside comes in, HOST:PORT; null for a card of the emulator's own, which the other keys describe. Whoever runs the modem listens there
    /// as vpcd does; without such a card no SIM is inserted.
    /// </summary>
    public string? Reader { get; init; }

    /// <summary>Whether the card is an eSIM, with a profile; an eSIM without one is the condition <see cref="SimCondition.NoProfile"/>.</summary>
    public bool Esim { get; init; }

    /// <summary>IMSI, at most 15 digits.</summary>
    public string SubscriberId { get; init; } = "001010123456789";

    /// <summary>ICCID, at most 20 digits.</summary>
    public string IccId { get; init; } = "89882110000000000012";

    /// <summary>The subscriber's own numbers.</summary>
    public MbimArray<string> TelephoneNumbers { get; init; } = ["+15555550100"];

    /// <summary>Whether the host is asked not to show the IMSI.</summary>
    public bool ProtectUniqueId { get; init; }

    /// <summary>Whether the subscription was activated with the carrier; otherwise SERVICE_ACTIVATION has to do it.</summary>
    public bool ServiceActivated { get; init; } = true;

    /// <summary>What the carrier says to SERVICE_ACTIVATION: 0 for yes, else the network error.</summary>
    public uint ServiceActivationNwError { get; init; }

    /// <summary>PIN1 with PUK1. Enabled, it locks the SIM at power-on.</summary>
    public PinProfile Pin1 { get; init; } = new();

    /// <summary>PIN2 with PUK2. It locks nothing that MBIM shows.</summary>
    public PinProfile Pin2 { get; init; } = new() { Enabled = true, Pin = "5678", Puk = "87654321" };

    /// <summary>Providers to prefer, stored on the SIM.</summary>
    public MbimArray<ProviderProfile> PreferredProviders { get; init; } = [new() { Id = "00102", Name = "Emulated Partner" }];

    /// <summary>Providers that the subscriber may not use, stored on the SIM (EF_FPLMN): MCC and MNC, 5 or 6 digits, at most 4.</summary>
    public MbimArray<string> ForbiddenProviders { get; init; } = [];

    /// <summary>The service provider's name (EF_SPN), at most 16 characters; null for the name of the network's home provider.</summary>
    public string? ServiceProviderName { get; init; }

    /// <summary>Digits of the MNC in the IMSI (EF_AD): 2 or 3; null to take them from the id of the network's home provider.</summary>
    public int? MncLength { get; init; }

    /// <summary>Names of networks (EF_PNN and EF_OPL).</summary>
    public MbimArray<ProviderProfile> OperatorNames { get; init; } = [];

    /// <summary>Group identifier level 1 (EF_GID1), at most 20 bytes; none when empty.</summary>
    public MbimArray<byte> Gid1 { get; init; } = [];

    /// <summary>Group identifier level 2 (EF_GID2), at most 20 bytes; none when empty.</summary>
    public MbimArray<byte> Gid2 { get; init; } = [];

    /// <summary>The number of the short message service centre (EF_SMSP).</summary>
    public string ServiceCentre { get; init; } = "+15555550199";

    /// <summary>The phonebook (EF_ADN), at most 50 entries.</summary>
    public MbimArray<PhonebookEntryProfile> Phonebook { get; init; } = [];

    /// <summary>EF_AD as bytes, at least 4; empty to have it made from the rest.</summary>
    public MbimArray<byte> AdministrativeData { get; init; } = [];

    /// <summary>EF_UST as bytes; empty to have it made from the files that there are.</summary>
    public MbimArray<byte> ServiceTable { get; init; } = [];

    /// <summary>The subscriber's keys, which AUTHENTICATE uses.</summary>
    public SimKeysProfile Keys { get; init; } = new();

    /// <summary>The administrator's key ADM1: 8 bytes.</summary>
    public MbimArray<byte> Adm1 { get; init; } = [0x38, 0x38, 0x38, 0x38, 0x38, 0x38, 0x38, 0x38];

    /// <summary>The answer to reset, 2 to 33 bytes; empty for the emulator's own.</summary>
    public MbimArray<byte> Atr { get; init; } = [];

    /// <summary>Files that are added to those that the rest makes, or replace them; null for none.</summary>
    public CardFilesProfile? Files { get; init; }
}
