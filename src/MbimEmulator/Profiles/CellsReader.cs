using System.Buffers;
using System.Globalization;
using System.Text.Json;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Profiles;

/// <summary>Reads the cells of a network, and the drives through them.</summary>
internal static class CellsReader
{
    /// <summary>What stands for no cell.</summary>
    public const string None = "none";

    /// <summary>What ends a drive, and so is the name of none.</summary>
    public const string Stop = "stop";

    private const int MaxCells = 64;
    private const int MaxDrives = 16;
    private const int MaxSteps = 256;
    private const int MaxName = 40;
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <param name="list">The cells.</param>
    /// <param name="home">The provider of a cell that names none.</param>
    /// <param name="providers">The providers on the air.</param>
    public static MbimArray<CellProfile> ReadCells(YamlItem list, string home, MbimArray<ProviderProfile> providers)
    {
        List<CellProfile> cells = [];
        List<(CellProfile Cell, YamlItem Item)> anchors = [];
        foreach (var item in list.Items())
        {
            var (cell, endc) = YamlSection.Checked(item, section => ReadCell(section, home, providers));
            if (cells.Exists(other => other.Name == cell.Name))
            {
                throw item.Error($"cell {cell.Name} twice", "each name only once");
            }

            cells.Add(cell);
            if (endc is not null)
            {
                anchors.Add((cell, endc));
            }
        }

        foreach (var (cell, item) in anchors)
        {
            var names = cells.Where(other => other.Rat == CellRat.Nr).Select(other => other.Name).ToArray();
            if (!names.Contains(cell.Endc))
            {
                throw item.Error($"'{cell.Endc}'", names.Length == 0 ? "the name of an NR cell; there is none" : $"an NR cell: one of {string.Join(", ", names)}", Nearest.Hint(cell.Endc!, names));
            }
        }

        return cells.Count <= MaxCells ? cells.ToMbimArray() : throw list.Error($"{cells.Count} cells", $"at most {MaxCells}");
    }

    /// <param name="drives">Drives by their names.</param>
    /// <param name="cells">The cells through which they go.</param>
    public static MbimArray<DriveProfile> ReadDrives(YamlItem drives, MbimArray<CellProfile> cells)
    {
        string[] names = [.. cells.Select(cell => cell.Name), None];
        var read = drives.Section().Entries().Select(entry => new DriveProfile(ReadName(entry.Key), ReadSteps(entry.Value, names))).ToMbimArray();
        return read.Count <= MaxDrives ? read : throw drives.Error($"{read.Count} drives", $"at most {MaxDrives}");
    }

    private static MbimArray<DriveStepProfile> ReadSteps(YamlItem list, string[] names)
    {
        var steps = list.Items().Select(item => YamlSection.Checked(item, section =>
        {
            var cell = section.Require("cell", name => name.Name(names));
            return new DriveStepProfile(cell == None ? null : cell, section.Read("for", TimeSpan.Zero, time => time.Duration()));
        })).ToMbimArray();
        return steps.Count is > 0 and <= MaxSteps ? steps : throw list.Error($"{steps.Count} cells", $"1 to {MaxSteps}");
    }

    private static (CellProfile Cell, YamlItem? Endc) ReadCell(YamlSection section, string home, MbimArray<ProviderProfile> providers)
    {
        var rat = section.Require("rat", item => item.Choice<CellRat>());
        var technology = CellTechnology.Of(rat);
        YamlItem? endc = null;
        var cell = new CellProfile
        {
            Name = section.Require("name", ReadName),
            Rat = rat,
            Provider = section.Read("provider", home, item => ReadProvider(item, providers)),
            AreaCode = section.Read(technology.AreaKey, (uint?)null, item => (uint)item.Number(0, technology.MaxAreaCode)),
            CellId = section.Read("cellId", (ulong?)null, item => (ulong)item.Number(0, (long)technology.MaxCellId)),
            Arfcn = section.Read("arfcn", (uint?)null, item => (uint)item.Number(0, technology.MaxArfcn)),
            PhysicalId = section.Read(technology.PhysicalKey, (uint?)null, item => (uint)item.Number(0, technology.MaxPhysicalId)),
            Level = rat == CellRat.Nr ? section.Require(technology.LevelKey, ReadLevel) : section.Read(technology.LevelKey, (int?)null, item => ReadLevel(item)),
            Quality = technology.QualityKey is { } quality
                ? section.Read(quality, (int?)null, item => (int)item.Number(technology.MinQuality, technology.MaxQuality)) : null,
            DataClass = section.Read("dataClass", (DataClass?)null, item => ReadDataClass(item, technology.DataClass)),
        };
        if (rat is CellRat.Gsm or CellRat.Tdscdma or CellRat.Lte or CellRat.Nr)
        {
            var longest = rat is CellRat.Gsm or CellRat.Lte ? 255 : rat == CellRat.Tdscdma ? 1023 : 1_000_000;
            cell = cell with { TimingAdvance = section.Read("timingAdvance", (uint?)null, item => (uint)item.Number(0, longest)) };
        }

        if (rat is CellRat.Lte or CellRat.Nr)
        {
            cell = cell with
            {
                Snr = section.Read("snr", (double?)null, item => item.Number(-23, 40)),
                Bandwidth = section.Read("bandwidth", (uint?)null, item => (uint)item.Number(1, rat == CellRat.Lte ? 20 : 400)),
            };
        }

        if (rat == CellRat.Lte)
        {
            cell = cell with
            {
                Rssi = section.Read("rssi", (int?)null, item => (int)item.Number(-113, -51)),
                Endc = section.Read("endc", (string?)null, item => (endc = item).Text(MaxName)),
            };
        }

        if (rat == CellRat.Cdma)
        {
            cell = cell with
            {
                SystemId = section.Read("sid", (uint?)null, item => (uint)item.Number(0, 32767)),
                Latitude = section.Read("latitude", (double?)null, item => ReadDegrees(item, 90)),
                Longitude = section.Read("longitude", (double?)null, item => ReadDegrees(item, 180)),
            };
        }

        return (cell, endc);

        int ReadLevel(YamlItem item) => (int)item.Number(technology.MinLevel, technology.MaxLevel);
    }

    private static string ReadName(YamlItem item)
    {
        var name = item.Text(MaxName);
        return name.Length > 0 && name is not (None or Stop) && !name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? name
            : throw item.Error($"'{name}'", $"a name of letters, digits, '.', '-' and '_', other than {None} and {Stop}");
    }

    private static string ReadProvider(YamlItem item, MbimArray<ProviderProfile> providers)
    {
        var ids = providers.Select(provider => provider.Id).ToArray();
        var id = item.Text();
        return ids.Contains(id) ? id : throw item.Error($"'{id}'", ids.Length == 0 ? "the id of one of the network's providers; there are none" : $"one of the network's providers: {string.Join(", ", ids)}", Nearest.Hint(id, ids));
    }

    private static DataClass ReadDataClass(YamlItem item, DataClass all)
    {
        var names = Enum.GetValues<DataClass>().Where(one => one != DataClass.None && (all & one) == one).ToDictionary(one => JsonNamingPolicy.CamelCase.ConvertName($"{one}"));
        var dataClass = item.Items().Aggregate(DataClass.None, (classes, one) => classes | names[one.Name(names.Keys)]);
        return dataClass != DataClass.None ? dataClass : throw item.Error("none", $"at least one of {string.Join(", ", names.Keys)}");
    }

    private static double ReadDegrees(YamlItem item, double max) =>
        double.TryParse(item.Text(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= max
            ? degrees
            : throw item.Error($"'{item.Text()}'", $"degrees from -{max} to {max}");
}
