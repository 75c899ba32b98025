using System.Globalization;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimProtocol.Services;

namespace MbimEmulator.Hosting.Control;

/// <summary>A modem, inside its mailbox, and the word that a command was given for it.</summary>
/// <param name="Modem">The modem.</param>
/// <param name="Word">The word.</param>
internal readonly record struct SimulatedModemCall(SimulatedModem Modem, string Word)
{
    /// <summary>The word as a number.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public uint Number => uint.TryParse(Word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"'{Word}' is no number.");

    /// <summary>The word as a cause of the network: its number or its name.</summary>
    /// <exception cref="ArgumentException">It is none.</exception>
    public NwError Error
    {
        get
        {
            var name = Word.Replace("-", "", StringComparison.Ordinal);
            return uint.TryParse(Word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (NwError)number
                : Enum.TryParse<NwError>(name, ignoreCase: true, out var error) && Enum.IsDefined(error) ? error
                : throw new ArgumentException(
                    $"'{Word}' is no network error; expected a number such as 11 or a name.{Nearest.Hint(name, Enum.GetNames<NwError>())}");
        }
    }
}
