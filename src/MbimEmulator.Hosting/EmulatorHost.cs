using System.Text;
using System.Text.Json;
using MbimEmulator.Files;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting;

/// <summary>The generic host around an emulator, as little of it as is needed: configuration, logs, one hosted service.</summary>
/// <example>
/// <code>
/// var modem = new ModemOptions("modem0", ModemProfile.Load("default"), [(EndpointKind.Socket, "/tmp/modem.sock")]);
/// using var host = EmulatorHost.Create(new EmulatorOptions { Modems = [modem] });
/// await host.StartAsync();
/// Console.ReadLine();
/// await host.StopAsync();
/// </code>
/// </example>
public static class EmulatorHost
{
    /// <summary>The configuration file that is read from the current directory when it is there.</summary>
    public const string ConfigurationFile = "mbim-emulator.json";

    /// <summary>The prefix of environment variables that are configuration.</summary>
    public const string EnvironmentPrefix = "MBIM_EMULATOR_";

    private const int MaxConfiguration = 1024 * 1024;

    /// <summary>Makes the host; the emulator starts and stops with it.</summary>
    /// <exception cref="EndpointException">The configuration file cannot be read.</exception>
    public static IHost Create(EmulatorOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddEnvironmentVariables(EnvironmentPrefix);
        if (File.Exists(ConfigurationFile))
        {
            Read(builder.Configuration);
        }

        builder.Services.AddSingleton<ILoggerFactory>(
            _ => new Serilog.Extensions.Logging.SerilogLoggerFactory(SerilogSetup.Create(options.Log, builder.Configuration), dispose: true));
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<EmulatorService>();
        builder.Services.AddHostedService(services => services.GetRequiredService<EmulatorService>());

        // How the process ends, the command line decides: it may have a command to wait for.
        builder.Services.AddSingleton<IHostLifetime, ManualLifetime>();
        return builder.Build();
    }

    private static void Read(ConfigurationManager configuration)
    {
        try
        {
            using var text = new MemoryStream(Encoding.UTF8.GetBytes(RegularFile.ReadText(ConfigurationFile, MaxConfiguration)));
            configuration.AddJsonStream(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or JsonException)
        {
            throw new EndpointException($"The configuration '{Path.GetFullPath(ConfigurationFile)}' cannot be read: {e.Message}", e);
        }
    }
}
