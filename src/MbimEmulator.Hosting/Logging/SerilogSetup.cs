using System.Globalization;
using MbimEmulator.Hosting.Endpoints;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog;
using Serilog.Events;
using Serilog.Settings.Configuration;

namespace MbimEmulator.Hosting.Logging;

/// <summary>Makes Serilog's logger: console (standard error), file, and what the configuration's section Serilog adds. None of them holds whoever logs.</summary>
internal static class SerilogSetup
{
    private const string Template = "{Timestamp:HH:mm:ss.fff} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    private const string Section = "Serilog";
    private const string Outputs = Section + ":WriteTo";

    /// <summary>Makes the logger; when it is disposed, what waits is written, for a second at most.</summary>
    /// <exception cref="EndpointException">The log file cannot be written, or the section cannot be used.</exception>
    public static Serilog.Core.Logger Create(LogOptions options, IConfiguration configuration)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            // It would show a failing start with its stack; whoever starts the host tells the user.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting", LogEventLevel.Fatal);

        // Reading it costs tens of milliseconds, which most runs need not pay.
        var isConfigured = configuration.GetSection(Section).Exists();
        if (isConfigured)
        {
            Read(logger, WithoutOutputs(configuration));
        }

        if (options.Level is { } level)
        {
            logger.MinimumLevel.Is(LevelOf(level));
        }

        if (isConfigured && configuration.GetSection(Outputs).Exists())
        {
            logger.WriteTo.Sink(LogOutput.To(to => to.Logger(own =>
            {
                Read(own, configuration);
                own.MinimumLevel.Verbose();
            })));
        }

        var console = LogOutput.To(to => to.Console(
            outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture, standardErrorFromLevel: LogEventLevel.Verbose));
        logger.WriteTo.Sink(console);
        if (options.File is { } file)
        {
            logger.WriteTo.Sink(LogOutput.To(new LogFile(console, file.Length == 0 ? file : Path.GetFullPath(file), options.Personal).AddTo));
        }

        return logger.CreateLogger();
    }

    private static void Read(LoggerConfiguration logger, IConfiguration configuration)
    {
        try
        {
            logger.ReadFrom.Configuration(
                configuration,
                new ConfigurationReaderOptions(typeof(ConsoleLoggerConfigurationExtensions).Assembly, typeof(FileLoggerConfigurationExtensions).Assembly));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException)
        {
            throw new EndpointException($"The section {Section} of the configuration cannot be used: {e.Message}", e);
        }
    }

    private static IConfiguration WithoutOutputs(IConfiguration configuration) => new ConfigurationBuilder()
        .AddInMemoryCollection(configuration.GetSection(Section).AsEnumerable().Where(pair => !pair.Key.StartsWith(Outputs, StringComparison.OrdinalIgnoreCase)))
        .Build();

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
