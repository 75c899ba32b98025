using System.IO.Pipelines;
using System.Net.Sockets;
using MbimEmulator.Modem.Sim;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Hosting.Endpoints.Vpcd;

/// <summary>
/// A modem's card in a reader outside: it connects to vpcd, the virtual reader of PC/SC, as a card that is put in, or to the <c>reader</c> of another
/// modem. It has its own session with the card, unless it shares the modem's. While the SIM is out, it is not connected.
/// </summary>
public sealed class VpcdCard : Endpoint
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly ModemGroup _group;
    private readonly VpcdAddress _reader;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _ending = new();
    private Task _running = Task.CompletedTask;
    private SimTerminal? _terminal;
    private TaskCompletionSource _moved = NewSignal();
    private TimeSpan _wait = FirstWait;
    private bool _isIn;
    private bool _isMissed;

    /// <summary>Makes it; nothing is connected yet.</summary>
    /// <param name="group">The modem.</param>
    /// <param name="address">HOST:PORT of the reader, or HOST:PORT,shared.</param>
    /// <param name="options">The time by which it waits before it tries again.</param>
    /// <param name="loggerFactory">Creates the logger.</param>
    /// <exception cref="EndpointException">The address is none.</exception>
    public VpcdCard(ModemGroup group, string address, StreamOptions options, ILoggerFactory loggerFactory)
        : base(EndpointKind.Vpcd, address)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(options);
        if (group.Modem.Profile.Sim.Reader is { } outside)
        {
            throw new EndpointException($"The SIM of {group.Name} comes from outside (sim.reader: {outside}), so that no other reader can have it; connect that card to '{address}'.");
        }

        _group = group;
        _reader = VpcdAddress.Parse(address);
        _time = options.TimeProvider;
        _logger = loggerFactory.CreateLogger<VpcdCard>();
    }

    /// <inheritdoc/>
    /// <remarks>The reader need not be there yet.</remarks>
    public override async ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        await _group.InvokeAsync(modem =>
        {
            _terminal = modem.ConnectTerminal(_reader.IsShared);
            _terminal.Moved += () => Volatile.Read(ref _moved).TrySetResult();
        }).ConfigureAwait(false);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        if (_terminal is { } terminal)
        {
            await TryAsync(() => _group.InvokeAsync(_ => terminal.Close())).ConfigureAwait(false);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (ObjectDisposedException)
        {
            // The modem has ended.
            return false;
        }
    }

    private async Task RunAsync()
    {
        try
        {
            await TryAsync(StayAsync).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // It ends.
        }
        catch (Exception bug)
        {
            EndpointLog.Failed(_logger, bug, $"vpcd {Address}");
        }
    }

    private async Task StayAsync()
    {
        while (true)
        {
            var moved = NewSignal();
            byte[] atr = [];
            await _group.InvokeAsync(_ =>
            {
                Volatile.Write(ref _moved, moved);
                atr = _terminal!.Atr.ToArray();
            }).ConfigureAwait(false);
            if (atr.Length == 0)
            {
                await moved.Task.WaitAsync(_ending.Token).ConfigureAwait(false);
            }
            else if (await VisitAsync(atr, moved.Task).ConfigureAwait(false))
            {
                await Task.WhenAny(moved.Task, Task.Delay(_wait, _time, _ending.Token)).ConfigureAwait(false);
                _ending.Token.ThrowIfCancellationRequested();
                _wait = _wait * 2 < LongestWait ? _wait * 2 : LongestWait;
            }
        }
    }

    // From the attempt to get into the reader to being out of it again; true when it is for the reader's sake.
    private async Task<bool> VisitAsync(byte[] atr, Task moved)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token);
        var visit = ConnectAsync(atr, leaving.Token);
        await Task.WhenAny(visit, moved).ConfigureAwait(false);
        await leaving.CancelAsync().ConfigureAwait(false);
        var reason = await visit.ConfigureAwait(false);
        _ending.Token.ThrowIfCancellationRequested();
        if (moved.IsCompleted)
        {
            if (_isIn)
            {
                VpcdLog.OutOfReader(_logger, _group.Name, Address, "the SIM was taken out or exchanged");
            }

            (_isIn, _wait) = (false, FirstWait);
            return false;
        }

        _isIn = false;
        if (!_isMissed)
        {
            VpcdLog.NoReader(_logger, _group.Name, Address, reason);
            _isMissed = true;
        }

        return true;
    }

    private async Task<string> ConnectAsync(byte[] atr, CancellationToken leaving)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(_reader.EndPoint, leaving).ConfigureAwait(false);
            KeepAlive.Apply(socket, _logger);
            var stream = new NetworkStream(socket);
            await using (stream.ConfigureAwait(false))
            {
                return await ServeAsync(new VpcdFrames(PipeReader.Create(stream), PipeWriter.Create(stream)), atr, leaving).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidDataException or OperationCanceledException)
        {
            return e.Message;
        }
    }

    private async Task<string> ServeAsync(VpcdFrames frames, byte[] atr, CancellationToken leaving)
    {
        if (!_reader.IsShared)
        {
            await _group.InvokeAsync(_ => _terminal!.Reset()).ConfigureAwait(false);
        }

        while (await frames.ReadAsync(leaving).ConfigureAwait(false) is { } frame)
        {
            if (!_isIn)
            {
                // A reader that has another card already closes the connection without a word.
                (_isIn, _isMissed) = (true, false);
                VpcdLog.InReader(_logger, _group.Name, Address);
            }

            if (frame.Length > 1)
            {
                if (await TransmitAsync(frame, leaving).ConfigureAwait(false) is not { Length: > 0 } answer)
                {
                    return "the card is mute";
                }

                await frames.WriteAsync(answer, leaving).ConfigureAwait(false);
            }
            else
            {
                switch ((VpcdControl)frame[0])
                {
                    case VpcdControl.Off or VpcdControl.Reset:
                        await _group.InvokeAsync(_ => _terminal!.Reset()).ConfigureAwait(false);
                        break;
                    case VpcdControl.On:
                        break;
                    case VpcdControl.Atr:
                        await frames.WriteAsync(atr, leaving).ConfigureAwait(false);
                        break;
                    default:
                        throw new InvalidDataException($"the control {frame[0]}; expected 0 (off), 1 (on), 2 (reset) or 4 (ATR)");
                }
            }

            _wait = FirstWait;
        }

        return "the reader has closed the connection";
    }

    private async Task<byte[]> TransmitAsync(byte[] command, CancellationToken leaving)
    {
        var answered = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _group.InvokeAsync(_ => _terminal!.Transmit(command, answer => answered.TrySetResult(answer.ToArray()))).ConfigureAwait(false);
        return await answered.Task.WaitAsync(leaving).ConfigureAwait(false);
    }
}
