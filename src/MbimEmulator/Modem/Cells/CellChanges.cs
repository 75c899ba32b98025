using System.Globalization;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Yaml;

namespace MbimEmulator.Modem.Cells;

/// <summary>What can be done to the cells, and to the modem's place among them.</summary>
internal static class CellChanges
{
    private const string None = CellsReader.None;
    private const string Stop = CellsReader.Stop;

    public static IReadOnlyList<ModuleChange> All { get; } =
    [
        ModuleChange.Of<CellsModule>("move-to-cell", ["CELL"], "the modem is taken to another cell, as in a handover", static _ => { }, Move),
        ModuleChange.Of<CellsModule>("change-tac", ["NUMBER"], "the serving cell belongs to another tracking area (LTE, NR) or location area", static args => args.Number(0), ChangeArea),
        ModuleChange.Of<CellsModule>("cell-level", ["CELL", "DBM"], "sets the level of a cell in dBm, which is RSSI, RSCP or RSRP; none: it is no longer heard", static args => Level(args), SetLevel),
        ModuleChange.Of<CellsModule>("drive", ["NAME"], "the modem goes one of the profile's ways through cells (network.drives); stop: it stays where it is", static _ => { }, Drive),
    ];

    private static string Move(CellsModule cells, ArgumentReader args)
    {
        var place = Named(args.Text(0), "cell", cells.Places, cell => cell.Name);
        if (cells.IsForbidden(place))
        {
            throw new ArgumentException($"The cell '{place.Name}' is one of {place.Provider}, a provider that refuses the subscriber; expected another one.");
        }

        if (!cells.IsHeard(place))
        {
            throw new InvalidOperationException($"The modem does not hear the cell '{place.Name}': it is below {CellTechnology.Of(place.Rat).MinLevel} dBm, or the modem has not its data classes.");
        }

        cells.Drive.Stop();
        cells.MoveTo(place);
        return $"in the cell {place.Name}";
    }

    private static string ChangeArea(CellsModule cells, ArgumentReader args)
    {
        var cell = cells.Serving ?? throw new InvalidOperationException("The modem is registered in no cell; only a serving cell's area can be changed.");
        cells.Change(cell with { AreaCode = args.Number(0, CellTechnology.Of(cell.Rat).MaxAreaCode) });
        return $"the cell {cell.Name} is in area {args.Text(0)}";
    }

    private static string SetLevel(CellsModule cells, ArgumentReader args)
    {
        var cell = cells.Find(args.Text(0)) ?? Named(args.Text(0), "cell", cells.Places, place => place.Name);
        var technology = CellTechnology.Of(cell.Rat);
        var level = Level(args);
        if (level is { } dBm && (dBm < technology.MinLevel || dBm > technology.MaxLevel))
        {
            throw new ArgumentException($"'{dBm}' is no {technology.LevelKey} of {cell.Name}; expected {technology.MinLevel} to {technology.MaxLevel}, or {None}.");
        }

        cells.Change(CellMeasures.WithLevel(cell, level ?? technology.MinLevel - 1));
        return level is null ? $"the cell {cell.Name} is not heard" : $"the cell {cell.Name} is heard with {level} dBm";
    }

    private static string Drive(CellsModule cells, ArgumentReader args)
    {
        if (args.Text(0) == Stop)
        {
            cells.Drive.Stop();
            return "the modem stays where it is";
        }

        cells.Drive.Start(Named(args.Text(0), "drive", cells.Drives, drive => drive.Name));
        return $"on the way {args.Text(0)}";
    }

    private static int? Level(ArgumentReader args) =>
        args.Text(1) == None ? null
        : int.TryParse(args.Text(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var dBm) ? dBm
        : throw new ArgumentException($"'{args.Text(1)}' is not a level; expected dBm such as -95, or {None}.");

    private static T Named<T>(string name, string kind, IEnumerable<T> all, Func<T, string> nameOf)
    {
        string[] names = [.. all.Select(nameOf)];
        var index = Array.IndexOf(names, name);
        return index >= 0 ? all.ElementAt(index)
            : throw new ArgumentException($"There is no {kind} '{name}'; expected {(names.Length == 0 ? "one, and the profile has none" : $"one of {string.Join(", ", names)}")}.{Nearest.Hint(name, names)}");
    }
}
