using MbimProtocol.Encoding;

namespace MbimEmulator.Profiles;

/// <summary>The SIM in its slot.</summary>
public sealed record SimProfile
{
    /// <summary>Whether there is one that works.</summary>
    public SimCondition Condition { get; init; } = SimCondition.Present;

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
}
