using MbimClient;
using MbimClient.DeviceServices;
using MbimEmulator.Testing;

namespace Documentation.Tests;

/// <summary>What every example in a documentation comment may use without saying where it comes from.</summary>
public static class ExampleContext
{
    /// <summary>A test's modem.</summary>
    public static readonly EmulatedModem modem = null!;

    /// <summary>An open modem.</summary>
    public static readonly MbimDevice device = null!;

    /// <summary>A connection to a Mobile Broadband service.</summary>
    public static readonly MbnClient client = null!;

    /// <summary>One of the service's device services.</summary>
    public static readonly DeviceService service = null!;

    /// <summary>The application's own side of mbnapi.</summary>
    public static readonly MbimClient.Mbn.IMbnDeviceServicesEvents sink = null!;

    /// <summary>A connection to a modem, such as a socket's.</summary>
    public static readonly Stream stream = null!;

    /// <summary>Bytes that were read from a connection.</summary>
    public static readonly byte[] transfer = [];

    /// <summary>The packages' namespaces but two, which repeat names in the shape of Windows' own APIs, and those of what the examples use beside them.</summary>
    internal static IEnumerable<string> Namespaces { get; } =
    [
        .. new[]
            {
                typeof(MbimProtocol.MbimExVersion), typeof(MbimDevice), typeof(MbimEmulator.ModemGroup), typeof(EmulatedModem),
                typeof(MbimEmulator.Testing.NUnit.EmulatedModemAttribute), typeof(MbimEmulator.Testing.Endpoints.ModemEndpoints),
                typeof(MbimEmulator.Hosting.EmulatorHost), typeof(MbimEmulator.Hosting.Endpoints.Endpoint), typeof(MbimEmulator.Tool.EmulatorTool),
            }
            .SelectMany(type => type.Assembly.GetExportedTypes()).Select(type => type.Namespace)
            .OfType<string>().Where(name => name is not ("MbimClient.Mbn" or "MbimClient.WinRT")).Distinct(),
        "System.Buffers", "System.Net.Sockets", "NUnit.Framework",
    ];
}
