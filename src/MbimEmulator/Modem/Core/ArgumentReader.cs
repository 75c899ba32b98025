using System.Globalization;
using MbimEmulator.Yaml;
using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.Core;

/// <summary>The arguments of a change, read as what they have to be.</summary>
/// <param name="Words">The arguments.</param>
public readonly record struct ArgumentReader(MbimArray<string> Words)
{
    /// <summary>Whether there is an argument at this place.</summary>
    public bool Has(int index) => index < Words.Count;

    /// <summary>A text.</summary>
    public string Text(int index) => Words[index];

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentException">It is none, or out of range.</exception>
    public uint Number(int index, uint max = uint.MaxValue) =>
        uint.TryParse(Words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= max
            ? number
            : throw new ArgumentException($"'{Words[index]}' is not a number{(max == uint.MaxValue ? "" : $" from 0 to {max}")}.");

    /// <summary>A time.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public TimeSpan Duration(int index) => DurationText.TryParse(Words[index], out var time)
        ? time
        : throw new ArgumentException($"'{Words[index]}' is not a time of up to a day with its unit, such as 250ms, 2s or 1m.");

    /// <summary>One of some names.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public string Name(int index, params string[] names) => Array.Exists(names, Words[index].Equals)
        ? Words[index]
        : throw new ArgumentException($"'{Words[index]}' is not one of {string.Join(", ", names)}.{Nearest.Hint(Words[index], names)}");

    /// <summary>A cause of the network: its number or its name; none when it is left out.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public NwError Error(int index)
    {
        if (!Has(index))
        {
            return NwError.None;
        }

        var word = Words[index];
        var name = word.Replace("-", "", StringComparison.Ordinal);
        return uint.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (NwError)number
            : Enum.TryParse<NwError>(name, ignoreCase: true, out var error) && Enum.IsDefined(error) ? error
            : throw new ArgumentException(
                $"'{word}' is not a network error; expected a number such as 11 or a name.{Nearest.Hint(name, Enum.GetNames<NwError>())}");
    }
}
