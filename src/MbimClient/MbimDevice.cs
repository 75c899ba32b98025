using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Framing;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimClient;

/// <summary>
/// A modem, from the host's side: typed queries and sets, notifications, cancellation and timeouts over any transport. All members may be
/// used at the same time from many threads; commands do not wait for each other.
/// A request that fails throws an <see cref="MbimException"/>, or OperationCanceledException when the caller cancelled.
/// </summary>
/// <example>
/// <code>
/// await using var device = await MbimDevice.OpenAsync(stream);
/// var radio = await device.QueryAsync(BasicConnect.RadioState);
/// await device.SetAsync(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
/// </code>
/// </example>
public sealed class MbimDevice : IAsyncDisposable
{
    private readonly MbimDeviceOptions _options;
    private readonly DeviceSession _session;

    private MbimDevice(IMbimTransport transport, MbimDeviceOptions options)
    {
        _options = options;
        _session = new DeviceSession(transport, options);
    }

    /// <summary>The layouts in force: MBIM 1.0 until <see cref="NegotiateVersionAsync"/>, or another client of the same mbim-proxy, agreed on others.</summary>
    public MbimExVersion Version => _session.Version;

    /// <summary>
    /// The notifications, from the opening on, each given out once; meant for one reader. Ends when the device is closed, and throws
    /// <see cref="MbimDisconnectedException"/> when the connection is lost.
    /// </summary>
    public IAsyncEnumerable<MbimNotification> Notifications => _session.Notifications.ReadAllAsync();

    /// <summary>Notifications that were dropped because nobody read <see cref="Notifications"/> in time.</summary>
    public long DroppedNotifications => _session.Notifications.Dropped;

    /// <summary>Opens a session over a byte stream, which the device owns from here on.</summary>
    public static Task<MbimDevice> OpenAsync(Stream stream, MbimDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        var maxLength = Math.Max(MessageFramer.ProxyMaxLength, options?.Host.MaxControlTransfer ?? 0);
        return OpenAsync(new StreamTransport(stream, maxLength), options, cancellationToken);
    }

    /// <summary>Opens a session over a transport, which the device owns from here on.</summary>
    public static async Task<MbimDevice> OpenAsync(
        IMbimTransport transport, MbimDeviceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var device = new MbimDevice(transport, options ?? new MbimDeviceOptions());
        try
        {
            await device._session.StartAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return device;
        }
        catch
        {
            await device._session.StopAsync("opening failed").ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Queries a CID whose query carries nothing.</summary>
    public Task<TResponse> QueryAsync<TSet, TResponse>(MbimCid<EmptyBuffer, TSet, TResponse> cid, CancellationToken cancellationToken = default)
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        QueryAsync(cid, default, cancellationToken);

    /// <summary>Queries a CID.</summary>
    public Task<TResponse> QueryAsync<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, TQuery query, CancellationToken cancellationToken = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        SendAsync<TQuery, TResponse>(cid, MbimCommandType.Query, query, null, cancellationToken);

    /// <summary>Sets a CID.</summary>
    public Task<TResponse> SetAsync<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, TSet value, CancellationToken cancellationToken = default)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        SendAsync<TSet, TResponse>(cid, MbimCommandType.Set, value, null, cancellationToken);

    /// <summary>Sends any command and gives the information buffer of its answer.</summary>
    public async Task<ReadOnlyMemory<byte>> CommandAsync(
        Guid deviceServiceId, uint cid, MbimCommandType commandType, ReadOnlyMemory<byte> informationBuffer, CancellationToken cancellationToken = default)
    {
        var command = new HostCommand(deviceServiceId, cid, commandType, _options.CommandTimeout);
        var answer = await _session.SendAsync<RawBuffer, RawBuffer>(command, new RawBuffer(informationBuffer), null, cancellationToken).ConfigureAwait(false);
        return answer.Bytes;
    }

    /// <summary>Calls a handler for every notification of a CID, away from the thread that reads.</summary>
    public NotificationSubscription OnNotification<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<TResponse> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        ArgumentNullException.ThrowIfNull(handler);
        return _session.Subscribe(new NotificationSubscription(_session, cid, _options.NotificationCapacity, notification =>
        {
            if (!TResponse.TryRead(notification.InformationBuffer.Span, notification.Version, MbimReadMode.Tolerant, out var value, out var error))
            {
                throw new MbimAnswerException($"the subscription to {cid}", error);
            }

            handler(value);
        }));
    }

    /// <summary>
    /// Agrees with the function on the newest MBIMEx version that both speak, which then decides the layouts. Must come before every other
    /// command. A function that does not list VERSION stays at MBIM 1.0.
    /// </summary>
    /// <param name="newest">The newest version to offer.</param>
    /// <param name="cancellationToken">Cancels the two commands of the handshake.</param>
    public async Task<MbimExVersion> NegotiateVersionAsync(MbimExVersion newest = MbimExVersion.V3, CancellationToken cancellationToken = default)
    {
        var version = MsBasicConnectExtensions.Version;
        var services = await QueryAsync(BasicConnect.DeviceServices, cancellationToken).ConfigureAwait(false);
        if (services.DeviceServices.Any(service => service.DeviceServiceId == version.Service && service.Cids.Contains(version.Number)))
        {
            var offer = new MbimVersion { Version = 0x0100, ExtendedVersion = newest };
            await SendAsync<MbimVersion, MbimVersion>(
                version,
                MbimCommandType.Query,
                offer,
                answer => _session.Version = answer.ExtendedVersion < newest ? answer.ExtendedVersion : newest,
                cancellationToken).ConfigureAwait(false);
        }

        return Version;
    }

    /// <summary>
    /// Sends CLOSE unless the session is to stay open, waits for its answer, and ends the connection. Outstanding commands fail.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await _session.SendCloseAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _session.StopAsync("the device was closed").ConfigureAwait(false);
        }
    }

    /// <summary>As <see cref="CloseAsync"/>, but a function that does not answer is no error.</summary>
    public async ValueTask DisposeAsync()
    {
        await _session.SendCloseAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _session.StopAsync("the device was closed").ConfigureAwait(false);
    }

    /// <summary>Where work is counted while the modem's time is virtual; null when time goes by itself.</summary>
    internal IWorkQueue? Work => _session.Work;

    /// <summary>Runs what must not run in the caller's thread.</summary>
    internal Task StartWorkAsync(Func<Task> action) => _session.StartWorkAsync(action);

    /// <param name="cid">The CID.</param>
    /// <param name="commandType">Whether the command is a query or a set.</param>
    /// <param name="value">The information buffer.</param>
    /// <param name="answered">Runs with the answer before anything that came after it is looked at.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    internal Task<TResponse> SendAsync<TValue, TResponse>(
        MbimCid cid, MbimCommandType commandType, TValue value, Action<TResponse>? answered, CancellationToken cancellationToken)
        where TValue : IInformationBuffer<TValue>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (typeof(TValue) == typeof(NoOperation))
        {
            throw new ArgumentException($"{cid} does not support {commandType}.", nameof(cid));
        }

        var command = new HostCommand(cid.Service, cid.Number, commandType, _options.CommandTimeout);
        return _session.SendAsync(command, value, answered, cancellationToken);
    }
}
