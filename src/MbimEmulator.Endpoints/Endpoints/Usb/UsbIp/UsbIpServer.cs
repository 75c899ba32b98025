using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>
/// A USB/IP server: modems as USB devices for hosts that speak USB/IP 1.1.1, such as Linux (<c>usbip attach</c>). Devices are named 1-1, 1-2 and so
/// on, in the order of the modems. Each has one host at a time.
/// </summary>
public sealed class UsbIpServer : StreamServer
{
    private readonly Func<IReadOnlyList<ModemGroup>> _modems;
    private IReadOnlyList<UsbIpPort> _ports = [];
    private uint _devices;

    /// <summary>Makes the server; nothing is opened yet.</summary>
    /// <param name="modems">The modems that it exports, asked for with each connection; the executors of one device are one device here too.</param>
    /// <param name="address">HOST:PORT.</param>
    /// <param name="options">Pacing and limits for the connections.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    public UsbIpServer(Func<IReadOnlyList<ModemGroup>> modems, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.UsbIp, address, options, loggerFactory)
    {
        ArgumentNullException.ThrowIfNull(modems);
        _modems = modems;
    }

    private protected override string ConnectionName => $"usbip {Address}";

    private protected override Task ServeAsync(ConnectionContext context, string name) =>
        new UsbIpConnection(context, name, Ports(), Logger).RunAsync();

    // Device 1 of a bus is its root hub; numbers have 16 bits.
    private uint NextDevice() => 2 + ((Interlocked.Increment(ref _devices) - 1) % 65534);

    // A modem keeps its place on the bus while it is there.
    private IReadOnlyList<UsbIpPort> Ports()
    {
        List<ModemGroup> modems = [.. _modems().Where(modem => modem.Executors[0] == modem)];
        var ports = Volatile.Read(ref _ports);
        if (modems.Count != ports.Count || !modems.All(modem => ports.Any(port => port.Group == modem)))
        {
            var next = ports.Where(port => modems.Contains(port.Group)).ToList();
            foreach (var modem in modems.Where(modem => !next.Exists(port => port.Group == modem)))
            {
                var free = Enumerable.Range(1, modems.Count).First(number => !next.Exists(port => port.Number == number));
                next.Add(new UsbIpPort(modem, free, NextDevice));
            }

            ports = [.. next.OrderBy(port => port.Number)];
            Volatile.Write(ref _ports, ports);
        }

        return ports;
    }
}
