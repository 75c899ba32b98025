using MbimEmulator.Profiles;

namespace MbimEmulator.Modem.Cells;

/// <summary>The frequency of a channel's downlink.</summary>
internal static class CellFrequency
{
    private const ulong KiloHertz = 1000;
    private const ulong MegaHertz = 1_000_000;

    // 3GPP TS 36.101, table 5.7.3-1: the first and the last channel of each band, and the frequency of the first one in units of 100 kHz.
    private static readonly (uint First, uint Last, uint Frequency)[] LteBands =
    [
        (0, 599, 21100), (600, 1199, 19300), (1200, 1949, 18050), (1950, 2399, 21100), (2400, 2649, 8690), (2650, 2749, 8750), (2750, 3449, 26200), (3450, 3799, 9250),
        (3800, 4149, 18449), (4150, 4749, 21100), (4750, 4949, 14759), (5010, 5179, 7290), (5180, 5279, 7460), (5280, 5379, 7580), (5730, 5849, 7340), (5850, 5999, 8600),
        (6000, 6149, 8750), (6150, 6449, 7910), (6450, 6599, 14959), (6600, 7399, 35100), (7500, 7699, 21800), (7700, 8039, 15250), (8040, 8689, 19300), (8690, 9039, 8590),
        (9040, 9209, 8520), (9210, 9659, 7580), (9660, 9769, 7170), (9770, 9869, 23500), (9870, 9919, 4625), (9920, 10359, 14520), (36000, 36199, 19000), (36200, 36349, 20100),
        (36350, 36949, 18500), (36950, 37549, 19300), (37550, 37749, 19100), (37750, 38249, 25700), (38250, 38649, 18800), (38650, 39649, 23000), (39650, 41589, 24960),
        (41590, 43589, 34000), (43590, 45589, 36000), (45590, 46589, 7030), (46590, 46789, 14470), (46790, 54539, 51500), (54540, 55239, 58550), (55240, 56739, 35500),
        (65536, 66435, 21100), (66436, 67335, 21100), (67536, 67835, 7530), (68586, 68935, 6170),
    ];

    /// <summary>In Hz; null where the channel is not known, or its technology has no such table here.</summary>
    public static ulong? Of(CellProfile cell) => cell.Arfcn is not { } channel ? null : cell.Rat switch
    {
        CellRat.Lte => OfLte(channel),
        CellRat.Nr => OfNr(channel),
        CellRat.Umts or CellRat.Tdscdma => channel * 200 * KiloHertz,
        CellRat.Gsm => OfGsm(channel),
        _ => null,
    };

    private static ulong? OfLte(uint channel)
    {
        foreach (var (first, last, frequency) in LteBands)
        {
            if (channel >= first && channel <= last)
            {
                return (frequency + channel - first) * 100 * KiloHertz;
            }
        }

        return null;
    }

    // 3GPP TS 38.104, 5.4.2.1.
    private static ulong OfNr(uint channel) => channel switch
    {
        < 600_000 => channel * 5 * KiloHertz,
        < 2_016_667 => (3000 * MegaHertz) + ((channel - 600_000) * 15 * KiloHertz),
        _ => (24_250_080 * KiloHertz) + ((channel - 2_016_667) * 60 * KiloHertz),
    };

    // 3GPP TS 45.005, 2: GSM 900 with its extensions, GSM 850, and the lower of the two bands that share channels, DCS 1800.
    private static ulong? OfGsm(uint channel) => channel switch
    {
        <= 124 => (935 * MegaHertz) + (channel * 200 * KiloHertz),
        >= 955 => (935 * MegaHertz) - ((1024 - channel) * 200 * KiloHertz),
        >= 128 and <= 251 => (869_200 * KiloHertz) + ((channel - 128) * 200 * KiloHertz),
        >= 512 and <= 885 => (1_805_200 * KiloHertz) + ((channel - 512) * 200 * KiloHertz),
        _ => null,
    };
}
