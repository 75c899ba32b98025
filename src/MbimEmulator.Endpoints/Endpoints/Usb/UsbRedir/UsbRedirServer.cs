using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>
/// A usb-redir server: a modem as a USB device for a guest that speaks usb-redir 0.7, such as qemu (<c>-device usb-redir</c>). A guest gets the
/// device when no other host has it, and while the modem is plugged in; until then it is connected without one.
/// </summary>
public sealed class UsbRedirServer : StreamServer
{
    private readonly ModemGroup _group;
    private readonly UsbDescriptors _descriptors;

    /// <summary>Makes the server; nothing is opened yet.</summary>
    /// <param name="group">The modem, or that of the device's first executor.</param>
    /// <param name="address">HOST:PORT, or a Unix socket's path or <c>@name</c>.</param>
    /// <param name="options">Pacing and limits for the connections.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    public UsbRedirServer(ModemGroup group, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.UsbRedir, address, options, loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(group);
        _group = group;
        _descriptors = new UsbDescriptors(group.Modem.Profile);
    }

    /// <summary>Whether an address is HOST:PORT, and not a socket's path or <c>@name</c>.</summary>
    public static bool IsTcp(string address) => !ListenAddress.IsSocket(address);

    private protected override string ConnectionName => $"usbredir {Address}";

    private protected override async Task ServeAsync(ConnectionContext context, string name)
    {
        var connection = new UsbRedirConnection(context, name, _group, _descriptors, Logger);
        await using (connection.ConfigureAwait(false))
        {
            await connection.RunAsync().ConfigureAwait(false);
        }
    }
}
