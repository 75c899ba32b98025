using System.Globalization;
using System.Net.Sockets;
using System.Runtime.Versioning;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Links;
using MbimProtocol.Framing;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints;

/// <summary>
/// A pseudo terminal that stands for the modem's control device (Linux, macOS). Each client is a host of its own: it takes the place with its
/// first byte and gives it up when it closes the device or the function.
/// </summary>
[UnsupportedOSPlatform("windows")]
public sealed class PtyEndpoint : Endpoint
{
    // What the line discipline gives in one read, and the byte that tells of changes.
    private const int ReadSize = 4096;

    // What a client may send ahead of a function that takes nothing.
    private const int MaxPending = 64 * 1024;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closing = new();
    private readonly Func<ModemLinkOptions, ModemLink> _createLink;
    private readonly StreamOptions _options;
    private readonly ILogger _logger;
    private readonly PtyFramer _framer;
    private readonly Pacer _pacer;
    private PtyLine? _line;
    private PtyLink? _link;
    private Task _running = Task.CompletedTask;
    private PtySession? _session;
    private Task? _blocked;
    private int _count;

    /// <summary>Makes the endpoint of a modem; nothing is opened yet.</summary>
    /// <param name="group">The modem.</param>
    /// <param name="link">Where the symbolic link to the device is made.</param>
    /// <param name="options">Pacing and limits for the connections.</param>
    /// <param name="loggerFactory">Creates the loggers for this object.</param>
    public PtyEndpoint(ModemGroup group, string link, StreamOptions options, ILoggerFactory loggerFactory)
        : this(group.CreateLink, MessageFramer.FunctionMaxLength(group.Modem.Profile.Function.MaxControlMessage), link, options, loggerFactory)
    {
    }

    /// <summary>Makes the endpoint of whatever links lead to.</summary>
    internal PtyEndpoint(Func<ModemLinkOptions, ModemLink> createLink, uint maxMessageLength, string link, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.Pty, link.Length == 0 ? throw new EndpointException("'' is not the path of a PTY link.") : Path.GetFullPath(link))
    {
        ArgumentNullException.ThrowIfNull(options);
        _createLink = createLink;
        _options = options;
        _logger = loggerFactory.CreateLogger<PtyEndpoint>();
        _framer = new PtyFramer(maxMessageLength, options.TimeProvider);
        _pacer = new Pacer(options.Pacing, options.TimeProvider);
    }

    /// <summary>The device behind the link; null before the start.</summary>
    public string? SlavePath => _line?.SlavePath;

    /// <inheritdoc/>
    public override ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        _line = PtyLine.Open(_options.Access);
        try
        {
            _link = PtyLink.Create(Address, _line.SlavePath);
        }
        catch (EndpointException)
        {
            _line.Dispose();
            throw;
        }

        _running = RunAsync(_line);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        var teardown = new Teardown();
        await _closing.CancelAsync().ConfigureAwait(false);
        teardown.Run(() => _link?.Dispose());
        teardown.Run(() => _line?.Dispose());
        await teardown.RunAsync(() => new ValueTask(_running)).ConfigureAwait(false);
        teardown.Throw();
    }

    private async Task RunAsync(PtyLine line)
    {
        var buffer = new byte[ReadSize];
        try
        {
            while (true)
            {
                var count = await ReadAsync(line, buffer).ConfigureAwait(false);
                if (count == 0)
                {
                    await HangUpAsync(line).ConfigureAwait(false);
                }
                else
                {
                    await TakeAsync(line, buffer.AsSpan(0, count)).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await EndSessionAsync("the endpoint is closed", deliver: false).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            EndpointLog.Failed(_logger, e, Address);
            await EndSessionAsync("the endpoint failed", deliver: false).ConfigureAwait(false);
            _link?.Dispose();
            line.Dispose();
        }
    }

    // While the function takes nothing, since the client reads none of its answers, the line is read all the same: only a read tells that the
    // client has closed.
    private async ValueTask<int> ReadAsync(PtyLine line, Memory<byte> buffer)
    {
        var reading = line.ReadAsync(buffer);
        if (_blocked is null || reading.IsCompleted)
        {
            return await reading.ConfigureAwait(false);
        }

        var task = reading.AsTask();
        await Task.WhenAny(task, _blocked).ConfigureAwait(false);
        await ServeAsync(line).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }

    private ValueTask TakeAsync(PtyLine line, ReadOnlySpan<byte> input)
    {
        if (_framer.Pending + input.Length > MaxPending)
        {
            EndpointLog.Garbage(_logger, Address, $"the client sends without reading answers, and {_framer.Pending} bytes are waiting");
            _framer.DropUntilQuiet();
            return ValueTask.CompletedTask;
        }

        var (dropped, reason) = _framer.Add(input);
        ReportHalf(dropped, reason);
        return ServeAsync(line);
    }

    private async ValueTask ServeAsync(PtyLine line)
    {
        if (_framer.Pending == 0 || _blocked is { IsCompleted: false })
        {
            return;
        }

        _blocked = null;
        if (_session is { Link.CloseReason: not null })
        {
            await EndSessionAsync("the link is closed", deliver: true).ConfigureAwait(false);
        }

        if (_session is null && !await BeginSessionAsync(line).ConfigureAwait(false))
        {
            _framer.DropUntilQuiet();
            return;
        }

        var ready = _session!.Link.WaitToSendAsync();
        if (ready.IsCompleted)
        {
            await ready.ConfigureAwait(false);
            SendAll(_session.Link);
        }
        else
        {
            _blocked = ready.AsTask();
        }
    }

    private void SendAll(ModemLink link)
    {
        while (true)
        {
            var status = _framer.TryRead(out var message, out var error);
            if (status == FramingStatus.Done)
            {
                link.Send(Transfer.Copy(message));
                continue;
            }

            if (status == FramingStatus.Invalid)
            {
                EndpointLog.Garbage(_logger, link.Options.Name, error.ToString());
            }

            return;
        }
    }

    private async ValueTask<bool> BeginSessionAsync(PtyLine line)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"pty {Address} #{++_count}");
        var ending = new CancellationTokenSource();
        var link = _createLink(new ModemLinkOptions { Name = name, Carrier = CarrierKind.Pty });
        if (!await link.AttachAsync().ConfigureAwait(false))
        {
            EndpointLog.Refused(_logger, name, link.CloseReason ?? "");
            link.Detach("refused");
            ending.Dispose();
            return false;
        }

        EndpointLog.Connected(_logger, name);
        _session = new PtySession(link, ending, WriteAsync(line, link, ending.Token));
        return true;
    }

    private async ValueTask HangUpAsync(PtyLine line)
    {
        var session = await StopSessionAsync("the client closed the device", deliver: false).ConfigureAwait(false);
        var half = _framer.Pending;
        _framer.Reset();

        // Whoever reads that one client has ended may open the device at once.
        await RearmAsync(line).ConfigureAwait(false);
        ReportHalf(half, "the client closed the device");
        ReportEnd(session);
    }

    // Without a file descriptor the line cannot wait for its next client; that passes.
    private async ValueTask RearmAsync(PtyLine line)
    {
        for (var wait = FirstWait; ; wait = wait * 2 < MaxWait ? wait * 2 : MaxWait)
        {
            try
            {
                line.Rearm();
                if (wait != FirstWait)
                {
                    EndpointLog.AcceptsAgain(_logger, Address);
                }

                return;
            }
            catch (EndpointException e)
            {
                if (wait == FirstWait)
                {
                    EndpointLog.CannotAccept(_logger, Address, e.Message);
                }
            }

            await Task.Delay(wait, TimeProvider.System, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask EndSessionAsync(string reason, bool deliver) =>
        ReportEnd(await StopSessionAsync(reason, deliver).ConfigureAwait(false));

    private async ValueTask<PtySession?> StopSessionAsync(string reason, bool deliver)
    {
        if (_session is not { } session)
        {
            return null;
        }

        _session = null;
        _blocked = null;

        // A link that closed by itself, behind CLOSE_DONE, still has that to deliver while there is somebody to take it.
        if (!deliver)
        {
            session.Link.Detach(reason);
            await session.Ending.CancelAsync().ConfigureAwait(false);
        }

        await session.Writing.ConfigureAwait(false);
        session.Link.Detach(reason);
        session.Ending.Dispose();
        return session;
    }

    private void ReportEnd(PtySession? session)
    {
        if (session is null)
        {
            return;
        }

        if (session.Link.DroppedIndications > 0)
        {
            EndpointLog.Dropped(_logger, session.Link.Options.Name, session.Link.DroppedIndications);
        }

        EndpointLog.Ended(_logger, session.Link.Options.Name, session.Link.CloseReason ?? "");
    }

    private async Task WriteAsync(PtyLine line, ModemLink link, CancellationToken cancellationToken)
    {
        try
        {
            while (await link.WaitToReceiveAsync(cancellationToken).ConfigureAwait(false))
            {
                while (link.TryReceive(out var transfer))
                {
                    using (transfer)
                    {
                        await _pacer.WaitAsync().ConfigureAwait(false);
                        await line.WriteAsync(transfer.Memory, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            link.Detach("the client closed the device");
        }
    }

    private void ReportHalf(int count, string? reason)
    {
        if (count > 0)
        {
            EndpointLog.HalfMessage(_logger, Address, count, reason ?? "");
        }
    }
}
