using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Cells;

/// <summary>The levels of a cell in the codes of MBIM, and what of the levels follows from others.</summary>
internal static class CellMeasures
{
    public const uint UnknownRssi = 99;
    public const uint UnknownRsrp = 127;
    public const uint UnknownSnr = 128;

    // A resource block is 180 kHz in LTE, of which 5 go to a MHz; in NR, with 30 kHz between its carriers, it is 360 kHz.
    private const double BlocksOfLte = 5;
    private const double BlocksOfNr = 2.73;

    /// <summary>RSSI: 0 (-113 dBm) to 31 (-51 dBm), 99 when not known.</summary>
    public static uint Rssi(CellProfile cell) => RssiInDbm(cell) is { } dBm ? (uint)Math.Clamp(Math.Round((dBm + 113) / 2, MidpointRounding.AwayFromZero), 0, 31) : UnknownRssi;

    /// <summary>RSRP of SIGNAL_STATE: 0 below -156 dBm, 1 from there on, to 126; null when not known.</summary>
    public static uint? Rsrp(CellProfile cell) => cell.Level is { } dBm ? (uint)Math.Clamp(dBm + 157, 0, 126) : null;

    /// <summary>SNR of SIGNAL_STATE: 0 below -23 dB, 1 from there on in steps of 0.5 dB, to 127; null when not known.</summary>
    public static uint? Snr(CellProfile cell) => cell.Snr is { } dB ? (uint)Math.Clamp((2 * dB) + 47, 0, 127) : null;

    /// <summary>RSRP of other services: 0 (-140 dBm) to 97 (-43 dBm); null when not known.</summary>
    public static uint? Rsrp97(CellProfile cell) => cell.Level is { } dBm ? (uint)Math.Clamp(dBm + 140, 0, 97) : null;

    /// <summary>RSRQ of other services: 0 (-19.5 dB) to 34 (-2.5 dB); null when not known.</summary>
    public static uint? Rsrq34(CellProfile cell) => cell.Quality is { } dB ? (uint)Math.Clamp((2 * dB) + 39, 0, 34) : null;

    /// <summary>SINR of NR and of other services: 0 (-23 dB) to 127 (40 dB); null when not known.</summary>
    public static uint? Sinr127(CellProfile cell) => cell.Snr is { } dB ? (uint)Math.Clamp((dB + 23) * 2, 0, 127) : null;

    /// <summary>The data class of these that counts most; HSDPA and HSUPA go together.</summary>
    public static DataClass Highest(DataClass classes)
    {
        const DataClass Hspa = DataClass.Hsdpa | DataClass.Hsupa;
        var highest = SharedDataClasses.HighestOf(classes);
        return highest == DataClass.Hsupa ? classes & Hspa : highest;
    }

    /// <summary>The cell with another RSSI, as when the modem is nearer or farther: its level goes with it.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="rssi">0 to 31, or 99 for not known.</param>
    public static CellProfile With(CellProfile cell, uint rssi)
    {
        var technology = CellTechnology.Of(cell.Rat);
        if (rssi == UnknownRssi)
        {
            return cell with { Rssi = null, Level = cell.Rat is CellRat.Lte or CellRat.Nr ? cell.Level : null, Quality = null };
        }

        var wanted = (2 * (int)rssi) - 113;
        var moved = RssiInDbm(cell) is { } now && cell.Level is { } level ? level + wanted - (int)Math.Round(now) : cell.Level ?? wanted;
        return cell with { Rssi = wanted, Level = Math.Clamp(moved, technology.MinLevel, technology.MaxLevel) };
    }

    /// <summary>The cell with another level: its RSSI goes with it.</summary>
    public static CellProfile WithLevel(CellProfile cell, int level) => cell with { Level = level, Rssi = cell.Rssi + level - (cell.Level ?? level) };

    private static double? RssiInDbm(CellProfile cell) => cell.Rssi ?? cell.Rat switch
    {
        CellRat.Gsm or CellRat.Cdma or CellRat.Tdscdma => cell.Level,
        CellRat.Umts => cell.Level - cell.Quality,
        _ => cell.Level - cell.Quality + (10 * Math.Log10((cell.Bandwidth ?? CellTechnology.Of(cell.Rat).Bandwidth) * (cell.Rat == CellRat.Lte ? BlocksOfLte : BlocksOfNr))),
    };
}
