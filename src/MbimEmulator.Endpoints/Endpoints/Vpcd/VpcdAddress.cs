using System.Globalization;
using System.Net;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>Where a reader of cards listens: <c>HOST:PORT</c>, or <c>HOST:PORT,shared</c> for the session of the modem itself.</summary>
/// <param name="EndPoint">The reader.</param>
/// <param name="IsShared">Whether the reader has the session of the modem.</param>
internal sealed record VpcdAddress(DnsEndPoint EndPoint, bool IsShared)
{
    private const string Shared = ",shared";

    /// <summary>Reads an address.</summary>
    /// <exception cref="EndpointException">It is none.</exception>
    public static VpcdAddress Parse(string text)
    {
        var isShared = text.EndsWith(Shared, StringComparison.Ordinal);
        var place = isShared ? text[..^Shared.Length] : text;
        var colon = place.LastIndexOf(':');
        var host = colon < 0 ? "" : place[..colon].Trim('[', ']');
        return host.Length > 0 && !host.Contains(',', StringComparison.Ordinal)
            && ushort.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port != 0
            ? new VpcdAddress(new DnsEndPoint(host, port), isShared)
            : throw new EndpointException($"'{text}' is not the address of a vpcd reader; expected HOST:PORT or HOST:PORT,shared, such as 127.0.0.1:35963.");
    }
}
