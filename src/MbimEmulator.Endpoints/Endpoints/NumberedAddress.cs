using System.Globalization;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>Addresses of several modems: names and paths are numbered on as <see cref="NumberedNames"/> does, TCP ports count on.</summary>
public static class NumberedAddress
{
    /// <summary>The address so many behind this one. Port 0, which takes a free one, stays; so does what follows the port, such as ",shared".</summary>
    public static string Next(EndpointKind kind, string address, int index)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isTcp = kind is EndpointKind.Tcp or EndpointKind.Vpcd or EndpointKind.Reader || (kind == EndpointKind.UsbRedir && !ListenAddress.IsSocket(address));
        if (!isTcp || index == 0)
        {
            return NumberedNames.Next(address, index);
        }

        var place = address.Split(',')[0];
        var colon = place.LastIndexOf(':');
        return int.TryParse(place.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port != 0
            ? place[..(colon + 1)] + (port + index).ToString(CultureInfo.InvariantCulture) + address[place.Length..]
            : address;
    }
}
