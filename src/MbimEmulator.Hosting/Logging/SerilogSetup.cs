using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace MbimEmulator.Hosting.Logging;

/// <summary>Makes Serilog's logger: console (standard error), file, and what the configuration's section Serilog adds.</summary>
internal static class SerilogSetup
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private const string Section = "Serilog";
    private const string FileTemplate = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";

    public static Serilog.Core.Logger Create(LogOptions options, IConfiguration configuration)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // It would show a failing start with its stack; whoever starts the host tells the user.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal);

        // Reading it costs tens of milliseconds, which most runs need not pay.
        if (configuration.GetSection(Section).Exists())
        {
            logger.ReadFrom.Configuration(
                configuration,
                new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly));
        }

        if (options.Level is { } level)
        {
            logger.MinimumLevel.Is(LevelOf(level));
        }

        logger.WriteTo.Console(
            outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose);
        if (options.File is { } file)
        {
            logger.WriteTo.File(file, outputTemplate: FileTemplate, formatProvider: CultureInfo.InvariantCulture);
        }

        return logger.CreateLogger();
    }

    private static LogEventLevel LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        _ => LogEventLevel.Fatal,
    };
}
