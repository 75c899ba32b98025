using System.Runtime.Versioning;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Network;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Network;

/// <summary>Has this machine as the network behind a modem: each session gets a TUN device whose address is the session's gateway.</summary>
[SupportedOSPlatform("linux")]
internal sealed class TunNetwork(string name, NetworkContext context, ILogger logger) : IModemNetwork
{
    /// <summary>Finds out whether devices can be made here.</summary>
    /// <exception cref="EndpointException">They cannot.</exception>
    public static void Check() => LinuxNetwork.Close(LinuxNetwork.OpenTun(""));

    /// <inheritdoc/>
    public INetworkSession Activate(IPSession session)
    {
        TunDevice? device = null;
        try
        {
            device = new TunDevice(TunName.Of(name, session.Id));
            Configure(device, session);
            NetworkLog.DeviceMade(logger, device.Name, session.Id);
            return new TunSession(device, session, context.Post);
        }
        catch (EndpointException e)
        {
            device?.Dispose();
            NetworkLog.DeviceRefused(logger, session.Id, e.Message);
            return new SilentNetwork();
        }
    }

    private static void Configure(TunDevice device, IPSession session)
    {
        var configuration = session.Configuration;
        var mtus = new[] { configuration.IPv4Mtu, configuration.IPv6Mtu }.Where(mtu => mtu > 0).ToArray();
        LinuxNetwork.BringUp(device.Name, mtus.Length == 0 ? 1500 : (int)Math.Min(mtus.Min(), ushort.MaxValue));
        if (configuration is { IPv4Gateway: { } gateway, IPv4Address.Count: > 0 })
        {
            LinuxNetwork.AddIPv4(device.Name, gateway.Value, configuration.IPv4Address[0].Address.Value);
        }

        if (configuration is { IPv6Gateway: { } gatewayV6, IPv6Address.Count: > 0 })
        {
            LinuxNetwork.AddIPv6(device.Name, gatewayV6.Value, configuration.IPv6Address[0].Address.Value);
        }
    }
}
