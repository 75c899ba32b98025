namespace MbimEmulator.Modem.Sim;

/// <summary>What the modem has read of its card. Other modules find there what concerns them.</summary>
internal sealed record SimContents
{
    public string IccId { get; init; } = "";

    /// <summary>IMSI; empty until it can be read.</summary>
    public string SubscriberId { get; init; } = "";

    public IReadOnlyList<string> TelephoneNumbers { get; init; } = [];

    /// <summary>Digits of the MNC in the IMSI.</summary>
    public int MncLength { get; init; } = 2;

    /// <summary>EF_SPN.</summary>
    public string ServiceProviderName { get; init; } = "";

    /// <summary>EF_EHPLMN, the highest first.</summary>
    public IReadOnlyList<string> EquivalentHomes { get; init; } = [];

    /// <summary>EF_PLMNwAcT.</summary>
    public IReadOnlyList<string> Preferred { get; init; } = [];

    /// <summary>EF_FPLMN.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>EF_PNN: the names that EF_OPL gives to networks.</summary>
    public IReadOnlyList<string> NetworkNames { get; init; } = [];

    /// <summary>EF_OPL with EF_PNN: networks and their names.</summary>
    public IReadOnlyList<(string Id, string Name)> OperatorNames { get; init; } = [];

    /// <summary>The home network: the first equivalent one, or what the IMSI begins with (3GPP TS 22.011, 3.2.2.2).</summary>
    public string HomeId => EquivalentHomes.Count > 0 ? EquivalentHomes[0]
        : SubscriberId.Length >= 3 + MncLength ? SubscriberId[..(3 + MncLength)]
        : "";

    /// <summary>The name of a network on the card; empty if it has none.</summary>
    public string NameOf(string id)
    {
        foreach (var (known, name) in OperatorNames)
        {
            if (known == id)
            {
                return name;
            }
        }

        return id == HomeId ? ServiceProviderName : "";
    }
}
