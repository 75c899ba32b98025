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

    /// <summary>A pipe with a name of its own, so that no two runs meet.</summary>
    public static string NewDefault() => DefaultPrefix + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6));

    /// <summary>What an address is.</summary>
    /// <exception cref="EndpointException">It is none, or can be reached from other machines.</exception>
    public static (EndpointKind Kind, string Address) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon > 0 && text.AsSpan(colon + 1) is { IsEmpty: false } port && !port.ContainsAnyExceptInRange('0', '9'))
        {
            return (EndpointKind.Tcp, CheckLoopback(text, text[..colon].Trim('[', ']'), port));
        }

        return text.StartsWith('@') || text.AsSpan().ContainsAny('/', '\\') ? (EndpointKind.Socket, text)
            : text.Length > 0 ? (EndpointKind.Pipe, text)
            : throw new EndpointException("'' is not an address; expected a path, a pipe's name, or HOST:PORT such as 127.0.0.1:0.");
    }

    private static string CheckLoopback(string text, string host, ReadOnlySpan<char> port)
    {
        var isPort = ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return isPort && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)))
            ? text
            : throw new EndpointException(
                $"'{text}' is not an address for the control API, which is only open to this machine; expected a loopback address such as 127.0.0.1:0.");
    }
}
