using System.Globalization;
using MbimEmulator.Card;

namespace MbimEmulator.Scenarios;

/// <summary>A file of the card: by its path (<c>usim/6f07</c>), its identifier anywhere (<c>6f07</c>), or its name (<c>EF_IMSI</c>).</summary>
internal sealed class FilePattern
{
    private readonly (string? Directory, ushort File)[] _places;

    private FilePattern((string? Directory, ushort File)[] places) => _places = places;

    /// <summary>The names that files have.</summary>
    public static IReadOnlyCollection<string> Names { get; } = [.. FileNames.All.Values.Distinct()];

    /// <summary>The pattern that a text is; null if it is none.</summary>
    public static FilePattern? Parse(string text)
    {
        var named = FileNames.All.Where(known => string.Equals(known.Value, text, StringComparison.OrdinalIgnoreCase)).Select(known => PlaceOf(known.Key)).ToArray();
        if (named.Length > 0)
        {
            return new FilePattern(named);
        }

        var path = text.ToLowerInvariant();
        return IsPath(path) ? new FilePattern([PlaceOf(path)]) : null;
    }

    /// <summary>Whether it is this file.</summary>
    public bool Matches(CardLocation location)
    {
        foreach (var (directory, file) in _places)
        {
            if (location.File == file && location.Directory is { } found && location.ShortId == 0
                && (directory is null || found == directory || (file == 0 && directory.Length == 4 && found.EndsWith(directory, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is FilePattern other && other._places.AsSpan().SequenceEqual(_places);

    /// <inheritdoc/>
    public override int GetHashCode() => _places[0].GetHashCode();

    // Each part but the first is an identifier; the first may be an application.
    private static bool IsPath(string path)
    {
        var parts = path.Split('/');
        return parts.Skip(1).All(IsId) && (IsId(parts[0]) || parts[0] is "usim" or "isim" || (parts[0].Length is >= 10 and <= 32 && parts[0].Length % 2 == 0 && parts[0].All(char.IsAsciiHexDigit)));
    }

    private static bool IsId(string part) => part.Length == 4 && part.All(char.IsAsciiHexDigit);

    private static (string? Directory, ushort File) PlaceOf(string path)
    {
        var last = path.LastIndexOf('/');
        var name = path[(last + 1)..];
        if (!IsId(name) || name[..2] is "3f" or "7f" or "5f")
        {
            return (path, 0);
        }

        return (last < 0 ? null : path[..last], ushort.Parse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
    }
}
