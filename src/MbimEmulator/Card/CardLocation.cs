using System.Globalization;

namespace MbimEmulator.Card;

/// <summary>Which file of a card a command concerns, as far as commands and answers show it.</summary>
/// <param name="Directory">The path of the directory, such as <c>3f00/7f10</c> or <c>usim</c>; null when the command concerns no file.</param>
/// <param name="File">The identifier of the file in it; 0 for the directory itself.</param>
/// <param name="ShortId">The short identifier of a file whose identifier was never seen; 0 for none.</param>
internal readonly record struct CardLocation(string? Directory, ushort File = 0, byte ShortId = 0)
{
    public static readonly CardLocation MasterFile = new(CardPath.MasterFile);

    /// <summary>The path: <c>usim/6f07</c>, <c>usim</c>, <c>usim/sfi 07</c>.</summary>
    public override string ToString() =>
        Directory is null ? ""
        : File != 0 ? string.Create(CultureInfo.InvariantCulture, $"{Directory}/{File:x4}")
        : ShortId != 0 ? string.Create(CultureInfo.InvariantCulture, $"{Directory}/sfi {ShortId:x2}")
        : Directory;
}
