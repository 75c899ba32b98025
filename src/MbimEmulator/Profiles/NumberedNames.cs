using System.Globalization;

namespace MbimEmulator.Profiles;

/// <summary>Names of several modems: the number at the end of a name goes on, and a name without one gets one before its extension.</summary>
public static class NumberedNames
{
    /// <summary><c>modem0</c> and 2 give <c>modem2</c>; <c>/tmp/a.sock</c> and 2 give <c>/tmp/a2.sock</c>. 0 leaves the name as it is.</summary>
    public static string Next(string name, int index)
    {
        if (index == 0)
        {
            return name;
        }

        var extension = name.AsSpan(name.LastIndexOf('/') + 1).LastIndexOf('.') > 0 ? Path.GetExtension(name) : "";
        var stem = name[..^extension.Length];
        var digits = stem.Length;
        while (digits > 0 && char.IsAsciiDigit(stem[digits - 1]) && stem.Length - digits < 9)
        {
            digits--;
        }

        var first = digits == stem.Length ? 0 : int.Parse(stem.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{stem[..digits]}{first + index}{extension}");
    }
}
