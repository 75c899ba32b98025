using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Hosting.Control.Http;

/// <summary>How an address of the control API is written: a path, a pipe's name, or HOST:PORT.</summary>
public static class ControlAddress
{
    /// <summary>What the names of pipes begin with that nobody chose.</summary>
    public const string DefaultPrefix = "mbim-emulator-";

    /// <summary>The environment variable in which a command finds the address.</summary>
    public const string Variable = "MBIM_EMULATOR_CONTROL";

    /// <summary>The environment variable in which a command finds the token, if there is one.</summary>
    public const string TokenVariable = "MBIM_EMULATOR_CONTROL_TOKEN";

    private const int MinTokenLength = 16;
    private const int MaxTokenLength = 1024;

    // What RFC 6750, 2.1, lets a bearer's token have.
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~+/=");

    /// <summary>A pipe with a name of its own, so that no two runs meet.</summary>
    public static string NewDefault() => DefaultPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>What an address to listen at is.</summary>
    /// <exception cref="EndpointException">It is none, or can be reached from other machines and does not say so with <c>public:</c>.</exception>
    public static (EndpointKind Kind, string Address) Parse(string text)
    {
        var (kind, address) = ParseTarget(text);
        return kind == EndpointKind.Tcp ? (kind, CheckHost(text)) : (kind, address);
    }

    /// <summary>What an address to connect to is: HOST may be any name, and <c>public:</c> before it means nothing.</summary>
    /// <exception cref="EndpointException">It is none.</exception>
    public static (EndpointKind Kind, string Address) ParseTarget(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var address = IsPublic(text) ? text[ListenAddress.Exposed.Length..] : text;
        var colon = address.LastIndexOf(':');
        if (colon > 0 && address.AsSpan(colon + 1) is { IsEmpty: false } port && !port.ContainsAnyExceptInRange('0', '9')
            && !address.AsSpan(0, colon).ContainsAny('/', '\\', '@'))
        {
            return ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _) && Uri.CheckHostName(address[..colon].Trim('[', ']')) != UriHostNameType.Unknown
                ? (EndpointKind.Tcp, address)
                : throw new EndpointException($"'{text}' is not a TCP address; expected HOST:PORT such as 127.0.0.1:0.");
        }

        return text.StartsWith('@') || text.AsSpan().ContainsAny('/', '\\') ? (EndpointKind.Socket, text)
            : text.Length > 0 ? (EndpointKind.Pipe, text)
            : throw new EndpointException("'' is not an address; expected a path, a pipe's name, or HOST:PORT such as 127.0.0.1:0.");
    }

    /// <summary>Whether an address to listen at says that it is meant to be reached from other machines.</summary>
    public static bool IsPublic(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith(ListenAddress.Exposed, StringComparison.Ordinal);
    }

    /// <summary>Checks a token that somebody has chosen.</summary>
    /// <exception cref="EndpointException">It is too short, too long, or has characters that no header can have.</exception>
    public static void CheckToken(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        if (token.Length is < MinTokenLength or > MaxTokenLength || !CanBeToken(token))
        {
            throw new EndpointException(
                $"The token of the control API cannot be used: expected {MinTokenLength} to {MaxTokenLength} letters, digits and -._~+/=, such as those that 'openssl rand -hex 32' prints.");
        }
    }

    /// <summary>Whether a header can have this as a token.</summary>
    internal static bool CanBeToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(TokenCharacters);

    private static string CheckHost(string text)
    {
        var address = IsPublic(text) ? text[ListenAddress.Exposed.Length..] : text;
        var host = address[..address.LastIndexOf(':')].Trim('[', ']');
        var isLocal = host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
        return isLocal || (IsPublic(text) && IPAddress.TryParse(host, out _))
            ? text
            : throw new EndpointException(
                IPAddress.TryParse(host, out _)
                    ? $"'{text}' can be reached from other machines; expected a loopback address such as 127.0.0.1:0, or {ListenAddress.Exposed}{text} if this is intended."
                    : $"'{text}' is not an address to listen at; expected an IP address with a port, such as 127.0.0.1:0 or {ListenAddress.Exposed}0.0.0.0:5080.");
    }
}
