using System.Globalization;
using MbimEmulator.Files;
using MbimEmulator.Hosting.Endpoints;
using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;
using Serilog.Sinks.File;

namespace MbimEmulator.Hosting.Logging;

/// <summary>
/// The log in files: the one that was named, then, when it is full, NAME_001 and so on, the oldest of which are removed. A file that cannot be written is an
/// error at the start, and a warning on the console, once, later.
/// </summary>
/// <param name="console">Told when a file cannot be written.</param>
/// <param name="path">The first file.</param>
/// <param name="isPrivate">Whether new files are their owner's alone.</param>
/// <param name="maxSize">The size in bytes at which a log file is full.</param>
internal sealed class LogFile(ILogEventSink console, string path, bool isPrivate, long maxSize = LogFile.MaxSize) : FileLifecycleHooks, ILoggingFailureListener
{
    private const string Template = "{Timestamp:O} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}";
    internal const long MaxSize = 100 * 1024 * 1024;
    private const int MaxFiles = 10;

    private static readonly MessageTemplate Warning =
        new MessageTemplateParser().Parse("The log file {File} cannot be written: {Reason} Later log lines may be missing from it");

    private int _isTold;

    /// <summary>Begins to write.</summary>
    /// <exception cref="EndpointException">The file cannot be written.</exception>
    public void AddTo(LoggerSinkConfiguration sinks)
    {
        try
        {
            RegularFile.OpenWrite(path, isPrivate, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EndpointException($"Cannot write the log '{path}': {e.Message}", e);
        }

        sinks.Fallible(
            file => file.File(
                path,
                outputTemplate: Template,
                formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: maxSize,
                rollOnFileSizeLimit: true,
                retainedFileCountLimit: MaxFiles,
                hooks: this),
            this);
    }

    /// <summary>Looks at what was opened: a further file's name may be something else's.</summary>
    public override Stream OnFileOpened(string path, Stream underlyingStream, System.Text.Encoding encoding)
    {
        RegularFile.CheckNamed(path, isPrivate);
        return base.OnFileOpened(path, underlyingStream, encoding);
    }

    /// <summary>Tells it on the console, once.</summary>
    public void OnLoggingFailed(object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
    {
        if (Interlocked.Exchange(ref _isTold, 1) == 0)
        {
            console.Emit(new LogEvent(
                DateTimeOffset.Now,
                LogEventLevel.Warning,
                exception: null,
                Warning,
                [new LogEventProperty("File", new ScalarValue(path)), new LogEventProperty("Reason", new ScalarValue(exception?.Message ?? message))]));
        }
    }
}
