using System.Globalization;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Network;

/// <summary>The names of TUN devices: a modem's name, or another one given for it, a hyphen, and the SessionId.</summary>
internal static class TunName
{
    /// <summary>The longest name of a modem's devices without the session: IFNAMSIZ leaves 15 characters.</summary>
    public const int MaxLength = 11;

    /// <summary>The device of a session.</summary>
    public static string Of(string modem, byte sessionId) => string.Create(CultureInfo.InvariantCulture, $"{modem}-{sessionId}");

    /// <summary>Complains of a name that no device can have.</summary>
    /// <exception cref="EndpointException">It is none.</exception>
    public static void Check(string modem)
    {
        if (modem.Length is 0 or > MaxLength || modem.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or '.')))
        {
            throw new EndpointException(
                $"'{modem}' cannot be the start of a TUN device's name; expected 1 to {MaxLength} letters, digits, '-', '_' or '.': set one with --network tun:NAME.");
        }
    }
}
