using System.Net.Sockets;
using System.Threading.Channels;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Lifetime;
using MbimEmulator.Hosting.Logging;
using MbimEmulator.Links;
using MbimEmulator.Pipeline;
using MbimEmulator.Recording;
using MbimProtocol;
using MbimProtocol.Framing;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Serilog.Extensions.Logging;

namespace MbimEmulator.Hosting.Recording;

/// <summary>Stands between clients and a modem, passes on what they say byte for byte, and remembers it.</summary>
public sealed class ModemRecorder : IAsyncDisposable
{
    // A recording is for a scenario, which holds far less.
    private const int MaxTransfers = 200_000;
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly ModemDevice _device;
    private readonly ModemRelay _relay;
    private readonly List<Endpoint> _endpoints = [];
    private readonly List<RecordedTransfer> _transfers = [];
    private readonly CancellationTokenSource _ending = new();
    private readonly Channel<(Transfer Transfer, Action Sent)> _toModem = Channel.CreateUnbounded<(Transfer, Action)>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _clientLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;
    private readonly Task _writing;
    private readonly SerilogLoggerFactory _logs = new SerilogLoggerFactory(
        SerilogSetup.Create(new LogOptions { Level = LogLevel.Warning }, new ConfigurationBuilder().Build()), dispose: true);
    private readonly bool _isProxied;
    private long _bytes;
    private long _missed;
    private bool _disposed;

    private ModemRecorder(ModemDevice device, RecorderOptions options)
    {
        _device = device;
        _isProxied = options.Proxy is not null;
        _relay = new ModemRelay(options.Device, Send, Record, options.Stream.TimeProvider, _logs.CreateLogger<ModemRelay>()) { HostLeft = () => _clientLeft.TrySetResult() };
        _reading = ReadAsync();
        _writing = WriteAsync();
    }

    /// <summary>Completes when the modem is gone, with the reason.</summary>
    public Task<string> ModemGone { get; private set; } = Task.FromResult("");

    /// <summary>Completes when the first client that was connected has left.</summary>
    public Task ClientLeft => _clientLeft.Task;

    /// <summary>Where clients connect.</summary>
    public IReadOnlyList<Endpoint> Endpoints => _endpoints;

    /// <summary>Transfers that were passed on and not remembered, since there were too many.</summary>
    public long Missed => Interlocked.Read(ref _missed);

    /// <summary>Opens the modem and the endpoints.</summary>
    /// <exception cref="EndpointException">One of them cannot be opened.</exception>
    public static async Task<ModemRecorder> StartAsync(RecorderOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var device = await ModemDevice.OpenAsync(options.Proxy ?? options.Device, cancellationToken).ConfigureAwait(false);
        try
        {
            if (options.Proxy is not null)
            {
                await device.ConfigureProxyAsync(Path.GetFullPath(options.Device), cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            device.Dispose();
            throw;
        }

        var recorder = new ModemRecorder(device, options);
        try
        {
            await recorder.ListenAsync(options, cancellationToken).ConfigureAwait(false);
            return recorder;
        }
        catch
        {
            await recorder.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What has crossed; call it once the recorder is disposed.</summary>
    public IReadOnlyList<RecordedTransfer> Transfers => _transfers;

    /// <summary>Ends the connections and closes everything.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        var teardown = new Teardown();
        await teardown.RunAllAsync([.. _endpoints.Select(endpoint => (Func<ValueTask>)endpoint.DisposeAsync)]).ConfigureAwait(false);
        _toModem.Writer.TryComplete();
        await teardown.RunAsync(() => new ValueTask(_writing)).ConfigureAwait(false);
        await _ending.CancelAsync().ConfigureAwait(false);
        await teardown.RunAsync(() => new ValueTask(_reading)).ConfigureAwait(false);
        await teardown.RunAsync(async () => await _relay.EndAsync("the recording ends").ConfigureAwait(false)).ConfigureAwait(false);
        teardown.Run(_device.Dispose);
        _ending.Dispose();
        teardown.Run(_logs.Dispose);
        teardown.Throw();
    }

    private async Task ListenAsync(RecorderOptions options, CancellationToken cancellationToken)
    {
        foreach (var (kind, address) in options.Endpoints)
        {
            Endpoint endpoint = kind == EndpointKind.Pty && !OperatingSystem.IsWindows()
                ? new PtyEndpoint(_relay.CreateLink, MessageFramer.ProxyMaxLength, address, options.Stream, _logs)
                : new FunctionEndpoint(_relay.CreateLink, MessageFramer.ProxyMaxLength, kind, address, options.Stream, _logs);
            await endpoint.StartAsync(cancellationToken).ConfigureAwait(false);
            _endpoints.Add(endpoint);
        }
    }

    private void Send(Transfer transfer, Action sent)
    {
        if (!_toModem.Writer.TryWrite((transfer, sent)))
        {
            transfer.Dispose();
            sent();
        }
    }

    private void Record(TimeSpan time, TransferDirection direction, ReadOnlySpan<byte> bytes)
    {
        if (_transfers.Count >= MaxTransfers || (_bytes += bytes.Length) > MaxBytes)
        {
            Interlocked.Increment(ref _missed);
            return;
        }

        _transfers.Add(new RecordedTransfer(time, direction, bytes.ToArray()));
    }

    private async Task ReadAsync()
    {
        var gone = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        ModemGone = gone.Task;
        var reason = "the modem is gone";
        try
        {
            while (await _device.ReadAsync(_ending.Token).ConfigureAwait(false) is { } transfer)
            {
                if (_isProxied && IsOfProxy(transfer.Span))
                {
                    transfer.Dispose();
                }
                else
                {
                    _relay.Receive(transfer);
                }
            }
        }
        catch (EndpointException e)
        {
            reason = e.Message;
        }
        catch (OperationCanceledException)
        {
            reason = "the recording ends";
        }

        await _relay.EndAsync(reason).ConfigureAwait(false);
        gone.SetResult(reason);
    }

    private async Task WriteAsync()
    {
        await foreach (var (transfer, sent) in _toModem.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                await _device.WriteAsync(transfer.Memory, _ending.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // The reading side finds out and tells.
                _toModem.Writer.TryComplete();
            }
            finally
            {
                transfer.Dispose();
                sent();
            }
        }
    }

    // What the proxy says of itself is for those who speak its protocol.
    private static bool IsOfProxy(ReadOnlySpan<byte> transfer) =>
        MbimMessage.TryParse(transfer, MbimReadMode.Tolerant, out var message, out _) && message.DeviceServiceId == ProxyControl.Id;
}
