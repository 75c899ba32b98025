using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Network;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Network;

/// <summary>Chooses what is behind a modem.</summary>
internal static class Networks
{
    /// <summary>Finds out whether this machine can do it.</summary>
    /// <exception cref="EndpointException">It cannot.</exception>
    public static void Check(NetworkKind kind)
    {
        if (kind != NetworkKind.Tun)
        {
            return;
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new EndpointException("Only Linux supports TUN devices; use --network built-in.");
        }

        TunNetwork.Check();
    }

    /// <summary>What makes a modem's network; null for the one that the modem plays itself.</summary>
    /// <param name="kind">The kind of network.</param>
    /// <param name="name">What the modem's TUN devices are called.</param>
    /// <param name="loggers">Logs; the category is the modem's name.</param>
    /// <exception cref="EndpointException">Devices cannot be called so.</exception>
    public static Func<NetworkContext, IModemNetwork>? Maker(NetworkKind kind, string name, ILoggerFactory loggers)
    {
        if (kind == NetworkKind.None)
        {
            return _ => new SilentNetwork();
        }

        if (kind != NetworkKind.Tun || !OperatingSystem.IsLinux())
        {
            return null;
        }

        TunName.Check(name);
        return context => OperatingSystem.IsLinux() ? new TunNetwork(name, context, loggers.CreateLogger(context.Modem)) : new SilentNetwork();
    }
}
