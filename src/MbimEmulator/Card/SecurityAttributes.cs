using MbimEmulator.Profiles;

namespace MbimEmulator.Card;

/// <summary>Writes access conditions: as rules of EF_ARR, as references to them, and in full (ETSI TS 102 221, 9.2).</summary>
internal static class SecurityAttributes
{
    /// <summary>Bytes of a rule in EF_ARR.</summary>
    public const int RuleSize = 44;

    private static readonly (CardAccess Read, CardAccess Update, CardAccess? Increase)[] Records =
    [
        (CardAccess.Always, CardAccess.Adm, null),
        (CardAccess.Always, CardAccess.Pin1, null),
        (CardAccess.Pin1, CardAccess.Pin1, null),
        (CardAccess.Pin1, CardAccess.Adm, null),
        (CardAccess.Pin1, CardAccess.Pin2, null),
        (CardAccess.Pin1, CardAccess.Pin2, CardAccess.Pin1),
    ];

    /// <summary>The rules of an EF_ARR, each filled up to a record.</summary>
    public static byte[] Rules() => [.. Records.SelectMany(rule => CardCoding.Fill(Rule(rule.Read, rule.Update, rule.Increase), RuleSize))];

    /// <summary>A reference to a rule.</summary>
    /// <param name="arr">The identifier of the EF_ARR.</param>
    /// <param name="read">Who may read.</param>
    /// <param name="update">Who may update.</param>
    /// <param name="increase">Who may increase; null for nobody.</param>
    public static byte[] Reference(ushort arr, CardAccess read, CardAccess update, CardAccess? increase = null) =>
        [0x8B, 3, (byte)(arr >> 8), (byte)arr, (byte)(1 + Array.IndexOf(Records, (read, update, increase)))];

    /// <summary>The conditions in full.</summary>
    public static byte[] Of(CardAccess read, CardAccess update)
    {
        var rule = Rule(read, update, null);
        return [0xAB, (byte)rule.Length, .. rule];
    }

    // Deactivating and activating is the administrator's.
    private static byte[] Rule(CardAccess read, CardAccess update, CardAccess? increase) =>
    [
        0x80, 1, (byte)FileOperation.Read, .. Condition(read),
        0x80, 1, (byte)FileOperation.Update, .. Condition(update),
        0x80, 1, (byte)(FileOperation.Activate | FileOperation.Deactivate), .. Condition(CardAccess.Adm),
        .. increase is { } access ? [0x84, 1, (byte)FileOperation.Increase, .. Condition(access)] : Array.Empty<byte>(),
    ];

    private static byte[] Condition(CardAccess access) => access switch
    {
        CardAccess.Always => [0x90, 0],
        CardAccess.Never => [0x97, 0],
        _ => [0xA4, 6, 0x83, 1, access == CardAccess.Pin1 ? CardKeys.Pin1 : access == CardAccess.Pin2 ? CardKeys.Pin2 : CardKeys.Adm1, 0x95, 1, 0x08],
    };
}
