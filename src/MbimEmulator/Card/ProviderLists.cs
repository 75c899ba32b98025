namespace MbimEmulator.Card;

/// <summary>Lists of networks: EF_PLMNwAcT and its like (3GPP TS 31.102, 4.2.5).</summary>
internal static class ProviderLists
{
    /// <summary>Entries of EF_FPLMN.</summary>
    public const int MaxForbidden = 4;

    /// <summary>Entries of EF_PLMNwAcT.</summary>
    public const int MaxPreferred = 80;

    // More than a modem uses, which a card might have nevertheless.
    private const int MaxRead = 256;

    /// <summary>Bytes of an entry.</summary>
    public const int PreferredSize = 5;

    /// <summary>An entry: the network, by all access technologies.</summary>
    public static byte[] Preferred(string id) => [.. CardCoding.Plmn(id), 0xC8, 0xC0];

    /// <summary>The networks of a list with entries of this size, as far as it is read.</summary>
    public static IReadOnlyList<string> Read(ReadOnlySpan<byte> content, int entrySize)
    {
        List<string> ids = [];
        for (; content.Length >= entrySize && ids.Count < MaxRead; content = content[entrySize..])
        {
            if (CardCoding.ReadPlmn(content) is { } id)
            {
                ids.Add(id);
            }
        }

        return ids;
    }
}
