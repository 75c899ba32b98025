using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.ProxyControlService;

namespace MbimClient;

/// <summary>The session that an <see cref="MbimDevice"/> is the face of: the host engine with its timer, what is sent, and what is awaited.</summary>
[SuppressMessage("Design", "CA1001", Justification = "StopAsync gives back what it has, with which every session ends.")]
internal sealed class DeviceSession : IMbimHostHandler<PendingRequest>
{
    private readonly MbimDeviceOptions _options;

    // Guards the host engine and what belongs to it. Never held while bytes are on their way or the user's code runs.
    private readonly Lock _gate = new();
    private readonly IMbimTransport _transport;
    private readonly MbimHost<PendingRequest> _host;
    private readonly SendQueue _sends;

    // Never disposed: it has neither timer nor handle, and whoever ended the session first may not have cancelled it yet when the device has stopped.
    private readonly CancellationTokenSource _stopping = new();
    private readonly ITimer _timer;
    private readonly long _started;
    private NotificationSubscription[] _subscriptions = [];
    private TimeSpan _armed = TimeSpan.MaxValue;
    private Task _reading = Task.CompletedTask;
    private Task? _stopped;
    private bool _isClosing;
    private string? _endReason;
    private Exception? _endCause;

    public DeviceSession(IMbimTransport transport, MbimDeviceOptions options)
    {
        _options = options;
        _transport = transport;
        _started = options.TimeProvider.GetTimestamp();
        _host = new MbimHost<PendingRequest>(options.Host, this);
        _sends = new SendQueue(transport, exception => Abort($"sending failed: {exception.Message}", exception), _stopping.Token);
        Notifications = new NotificationQueue(options.NotificationCapacity, Work);
        _timer = options.TimeProvider.CreateTimer(
            static session => ((DeviceSession)session!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The layouts in force.</summary>
    public MbimExVersion Version { get; set; } = MbimExVersion.V1;

    /// <summary>What the function has notified of, for whoever reads it.</summary>
    public NotificationQueue Notifications { get; }

    private TimeSpan Now => _options.TimeProvider.GetElapsedTime(_started);

    /// <summary>Where work is counted while the modem's time is virtual; null when time goes by itself.</summary>
    public IWorkQueue? Work => (_transport as IMbimPushTransport)?.Work;

    public void Cancel(PendingRequest request, CancellationToken cancelledBy)
    {
        lock (_gate)
        {
            if (request.IsEnded)
            {
                return;
            }

            request.CancelledBy = cancelledBy;
            _host.Cancel(request.TransactionId);
        }

        _ = _sends.DrainAsync();
    }

    public MbimDisconnectedException Disconnected(string request) => new(request, _endReason ?? "the session is closed", _endCause);

    public void Unsubscribe(NotificationSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = Array.FindAll(_subscriptions, other => other != subscription);
        }
    }

    public NotificationSubscription Subscribe(NotificationSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
            if (_endReason is not null)
            {
                subscription.End();
            }
        }

        return subscription;
    }

    /// <summary>Runs what must not run in the caller's thread.</summary>
    public Task StartWorkAsync(Func<Task> action)
    {
        if (Work is not { } work)
        {
            return Task.Run(action);
        }

        var start = new Task<Task>(action);
        work.Queue(() => start.RunSynchronously(TaskScheduler.Default));
        return start.Unwrap();
    }

    public async Task StartAsync()
    {
        if (_options.ProxyDevicePath is not null || _options.IsAlreadyOpen)
        {
            _host.Attach();
        }

        // Whoever takes indications where they come about may make what it called wait for them; then the thread must be another one.
        if (_transport is IMbimPushTransport push && _options.Indicated is null)
        {
            push.Begin(Receive, () => Abort("the modem ended the connection", null));
        }
        else
        {
            _reading = StartWorkAsync(ReadAsync);
        }

        if (_options.ProxyDevicePath is { } path)
        {
            await ConfigureProxyAsync(path).ConfigureAwait(false);
        }

        if (!_options.IsAlreadyOpen)
        {
            await SendOpenAsync().ConfigureAwait(false);
        }
    }

    private Task<EmptyBuffer> ConfigureProxyAsync(string path)
    {
        var limit = _options.Host.OpenTimeout;
        var seconds = limit == Timeout.InfiniteTimeSpan ? int.MaxValue : Math.Clamp(Math.Ceiling(limit.TotalSeconds), 1, int.MaxValue);
        var cid = ProxyControl.Configuration;
        return SendAsync<ProxyConfiguration, EmptyBuffer>(
            new HostCommand(cid.Service, cid.Number, MbimCommandType.Set, limit),
            new ProxyConfiguration { DevicePath = path, Timeout = (uint)seconds },
            answered: null,
            CancellationToken.None);
    }

    private Task<EmptyBuffer> SendOpenAsync()
    {
        var request = new PendingRequest<EmptyBuffer>(this, _options.Host.OpenTimeout, Version);
        lock (_gate)
        {
            if (_endReason is not null)
            {
                return Task.FromException<EmptyBuffer>(Disconnected("OPEN"));
            }

            _host.Open(Now, request);
            Arm();
        }

        _ = _sends.DrainAsync();
        return GiveOut(request);
    }

    public Task<TResponse> SendAsync<TValue, TResponse>(
        in HostCommand command, TValue value, Action<TResponse>? answered, CancellationToken cancellationToken)
        where TValue : IInformationBuffer<TValue>
        where TResponse : IInformationBuffer<TResponse>
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<TResponse>(cancellationToken);
        }

        PendingRequest<TResponse> request;
        lock (_gate)
        {
            if (_host.State != MbimHostState.Open)
            {
                return Task.FromException<TResponse>(Disconnected(PendingRequest.Name(command.DeviceServiceId, command.Cid)));
            }

            request = new PendingRequest<TResponse>(this, command.Timeout, Version) { Answered = answered };
            request.TransactionId = _host.Command(command, value, Version, Now, request);
            Arm();
        }

        _ = _sends.DrainAsync();
        var answer = GiveOut(request);
        return cancellationToken.CanBeCanceled ? AwaitAsync(request, cancellationToken) : answer;
    }

    private Task<TResponse> GiveOut<TResponse>(PendingRequest<TResponse> request)
        where TResponse : IInformationBuffer<TResponse>
    {
        if (Work is not null)
        {
            lock (_gate)
            {
                request.IsGivenOut = true;
            }
        }

        return request.Task;
    }

    private static async Task<TResponse> AwaitAsync<TResponse>(PendingRequest<TResponse> request, CancellationToken cancellationToken)
        where TResponse : IInformationBuffer<TResponse>
    {
        using (cancellationToken.UnsafeRegister(static (state, token) => ((PendingRequest)state!).Cancel(token), request))
        {
            return await request.Task.ConfigureAwait(false);
        }
    }

    public Task SendCloseAsync()
    {
        var request = new PendingRequest<EmptyBuffer>(this, _options.Host.CloseTimeout, Version);
        lock (_gate)
        {
            _isClosing = true;
            if (_host.State != MbimHostState.Open || _options.LeaveOpen)
            {
                return Task.CompletedTask;
            }

            _host.Close(Now, request);
            Arm();
        }

        _ = _sends.DrainAsync();
        return GiveOut(request);
    }

    private bool TakeProxyVersion(in MbimMessage indication)
    {
        var cid = ProxyControl.Version;
        if (_options.ProxyDevicePath is null || indication.DeviceServiceId != cid.Service || indication.Cid != cid.Number)
        {
            return false;
        }

        if (ProxyVersion.TryRead(indication.InformationBuffer, MbimExVersion.V1, MbimReadMode.Tolerant, out var version, out _))
        {
            Version = version.MbimExtendedVersion < MbimExVersion.V3 ? version.MbimExtendedVersion : MbimExVersion.V3;
        }

        return true;
    }

    private async Task ReadAsync()
    {
        var transfer = new ArrayBufferWriter<byte>();
        try
        {
            while (await _transport.ReceiveAsync(transfer, _stopping.Token).ConfigureAwait(false))
            {
                Receive(transfer.WrittenSpan);
                transfer.ResetWrittenCount();
            }

            Abort("the modem ended the connection", null);
        }
#pragma warning disable CA1031 // Whatever a transport throws ends the connection, and every waiting request is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Abort(exception.Message, exception);
        }
    }

    private void Receive(ReadOnlySpan<byte> transfer)
    {
        lock (_gate)
        {
            _host.Receive(transfer, FragmentHeader.MayBePart(transfer) ? Now : default);
            Arm();
        }

        _ = _sends.DrainAsync();
    }

    // In a thread of the timer's, where an exception would end the process.
    private void OnTimer()
    {
        try
        {
            lock (_gate)
            {
                _armed = TimeSpan.MaxValue;
                _host.Tick(Now);
                Arm();
            }

            _ = _sends.DrainAsync();
        }
#pragma warning disable CA1031 // Whatever went wrong ends the connection, and every waiting request is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Abort(exception.Message, exception);
        }
    }

    /// <summary>Sets the timer when the host must be woken earlier than it is set to.</summary>
    private void Arm()
    {
        if (_host.NextDeadline is not { } next || next >= _armed || _endReason is not null)
        {
            return;
        }

        _armed = next;

        // Rounded up: a timer's grain is a millisecond, and one that fires early would fire again and again.
        var due = Math.Max(0, Math.Ceiling((next - Now).TotalMilliseconds));
        _timer.Change(TimeSpan.FromMilliseconds(Math.Min(due, int.MaxValue)), Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends everything that waits; the first reason counts.</summary>
    private void Abort(string reason, Exception? cause)
    {
        lock (_gate)
        {
            if (_endReason is not null)
            {
                return;
            }

            _endReason = reason;
            _endCause = cause;
            _host.Disconnect();
            _host.Dispose();
            _timer.Dispose();
            _sends.End();
            Notifications.End(_isClosing ? null : Disconnected("The stream of notifications"));
            Array.ForEach(_subscriptions, subscription => subscription.End());
            _options.Ended?.Invoke();
        }

        _stopping.Cancel();
    }

    public Task StopAsync(string reason)
    {
        lock (_gate)
        {
            return _stopped ??= StartWorkAsync(() => StopOnceAsync(reason));
        }
    }

    private async Task StopOnceAsync(string reason)
    {
        Abort(reason, null);
        try
        {
            await _transport.DisposeAsync().ConfigureAwait(false);
        }
        finally
        {
            await _reading.ConfigureAwait(false);
        }
    }

    void IMbimHostHandler<PendingRequest>.Send(ReadOnlySpan<byte> transfer) => _sends.Add(transfer);

    void IMbimHostHandler<PendingRequest>.Completed(in HostCompletion completion, PendingRequest state) => state.Complete(completion);

    void IMbimHostHandler<PendingRequest>.Indicated(in MbimMessage indication)
    {
        if (TakeProxyVersion(indication))
        {
            return;
        }

        if (_options.Indicated is { } take)
        {
            take(indication);
            return;
        }

        var notification = new MbimNotification(indication.DeviceServiceId, indication.Cid, indication.InformationBuffer.ToArray(), Version);
        Notifications.Add(notification);
        foreach (var subscription in _subscriptions)
        {
            subscription.Offer(notification);
        }
    }
}
