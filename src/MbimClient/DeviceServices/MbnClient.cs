using MbimProtocol.Encoding;
using MbimProtocol.Host;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.DeviceServices;

/// <summary>
/// A connection to a Mobile Broadband service, with what can be asked of it. All members may be used at the same time from many threads.
/// A call that fails throws an <see cref="MbnException"/>, or OperationCanceledException when the caller cancelled. When the connection is lost
/// everything that waits fails with RPC_E_DISCONNECTED; connect again then. Code that was written against mbnapi starts with
/// <c>MbimClient.Mbn.MbnDeviceServicesManager</c>, code against Windows.Networking.NetworkOperators with
/// <c>MbimClient.WinRT.MobileBroadbandModem</c>; both take this connection.
/// </summary>
/// <example>
/// <code>
/// await using var client = await MbnClient.ConnectNamedPipeAsync("mobile-broadband");
/// var modem = (await client.GetInterfacesAsync())[0];
/// await using var service = await client.OpenDeviceServiceAsync(modem.InterfaceId, new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"));
/// await using var session = await service.OpenDataSessionAsync();
/// await session.WriteAsync(new byte[] { 1, 2, 3, 4 });
/// var answer = await session.ReadAsync();
/// </code>
/// </example>
public sealed partial class MbnClient : IAsyncDisposable
{
    /// <summary>What the service takes in one transfer; more than any call is long.</summary>
    private const int MaxControlTransfer = 128 * 1024;

    private readonly MbnClientOptions _options;
    private MbimDevice _device = null!;

    private MbnClient(MbnClientOptions options) => _options = options;

    /// <summary>A callback threw, or was cut off because it took too long. Called on the thread of that callback, or on one of the pool when it was cut off.</summary>
    public event EventHandler<MbnCallbackFailedEventArgs>? CallbackFailed;

    /// <summary>Ends when the connection has ended, by whomever.</summary>
    public Task Completion => _completed.Task;

    /// <summary>Events of the service that could not be read; they were dropped.</summary>
    public long MalformedEvents => Interlocked.Read(ref _malformedEvents);

    /// <summary>Connects over a byte stream, which the client owns from here on.</summary>
    public static Task<MbnClient> ConnectAsync(Stream stream, MbnClientOptions? options = null, CancellationToken cancellationToken = default) =>
        ConnectAsync(new StreamTransport(stream, MaxControlTransfer), options, cancellationToken);

    /// <summary>Connects over a transport, which the client owns from here on.</summary>
    /// <exception cref="MbnException">The service did not open the session.</exception>
    public static async Task<MbnClient> ConnectAsync(
        IMbimTransport transport, MbnClientOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var client = new MbnClient(options ?? new MbnClientOptions());
        await client.OpenAsync(transport, cancellationToken).ConfigureAwait(false);
        if (client._options.Caller is { } caller)
        {
            try
            {
                await client.CallAsync(MobileBroadband.DeclareCaller, caller, null, cancellationToken).ConfigureAwait(false);
            }
            catch
            {
                await client.DisposeAsync().ConfigureAwait(false);
                throw;
            }
        }

        return client;
    }

    /// <summary>
    /// Every network interface, present or not. One whose modem had not answered half a second after connecting is not present until
    /// <see cref="WatchInterfaces"/> tells of its arrival.
    /// </summary>
    public async Task<IReadOnlyList<MbnInterface>> GetInterfacesAsync(CancellationToken cancellationToken = default)
    {
        var list = await CallAsync(MobileBroadband.GetInterfaces, default, null, cancellationToken).ConfigureAwait(false);
        return [.. list.Interfaces.Select(item => new MbnInterface(item.InterfaceID, item.Name, item.IsPresent != 0))];
    }

    /// <summary>The device services of an interface. E_PENDING while they are being discovered; ERROR_NOT_SUPPORTED when there are none.</summary>
    /// <param name="interfaceId">A GUID, with or without braces.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public Task<IReadOnlyList<DeviceServiceInformation>> GetDeviceServicesAsync(string interfaceId, CancellationToken cancellationToken = default) =>
        WithContextAsync<IReadOnlyList<DeviceServiceInformation>>(
            interfaceId,
            async context =>
            {
                var list = await CallAsync(MobileBroadband.EnumerateDeviceServices, context, null, cancellationToken).ConfigureAwait(false);
                return [.. list.DeviceServices.Select(Inform)];
            },
            cancellationToken);

    /// <summary>A device service of an interface; each call gives an object of its own.</summary>
    /// <param name="interfaceId">A GUID, with or without braces.</param>
    /// <param name="deviceServiceId">The service's UUID.</param>
    /// <param name="cancellationToken">Stops waiting when cancelled.</param>
    public Task<DeviceService> OpenDeviceServiceAsync(string interfaceId, Guid deviceServiceId, CancellationToken cancellationToken = default) =>
        WithContextAsync(
            interfaceId,
            async context =>
            {
                var maxCommandSize = await CallAsync(MobileBroadband.MaxCommandSize, context, null, cancellationToken).ConfigureAwait(false);
                var maxDataSize = await CallAsync(MobileBroadband.MaxDataSize, context, null, cancellationToken).ConfigureAwait(false);
                var request = new DeviceServiceRequest
                {
                    ObjectHandle = context.ObjectHandle,
                    DeviceServiceID = deviceServiceId.ToString("B").ToUpperInvariant(),
                };
                var handle = await GetObjectAsync(MobileBroadband.GetDeviceService, request, cancellationToken).ConfigureAwait(false);
                return new DeviceService(this, handle, interfaceId, deviceServiceId)
                {
                    MaxCommandSize = maxCommandSize.Value,
                    MaxDataSize = maxDataSize.Value,
                };
            },
            cancellationToken);

    /// <summary>What becomes of interfaces from here on. Throws RPC_E_DISCONNECTED when the connection is lost; ends when the client is disposed.</summary>
    public IAsyncEnumerable<InterfaceChange> WatchInterfaces()
    {
        var watch = new InterfaceWatch(this, _options.EventBudget);
        Add(watch);
        return watch.ReadAllAsync();
    }

    /// <summary>Closes the connection, and with it every session. Calls that wait fail with RPC_E_DISCONNECTED. May be called from callbacks.</summary>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _device.DisposeAsync().ConfigureAwait(false);
    }

    private static DeviceServiceInformation Inform(MbnDeviceService service) => Guid.TryParse(service.DeviceServiceID, out var id)
        ? new DeviceServiceInformation(id, service.DataWriteSupported != 0, service.DataReadSupported != 0)
        : throw new MbnException(nameof(MobileBroadband.EnumerateDeviceServices), HResult.Fail);

    /// <summary>Does something with the context of an interface, and releases it.</summary>
    internal async Task<T> WithContextAsync<T>(string interfaceId, Func<ObjectReference, Task<T>> use, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(interfaceId);
        var request = new DeviceServicesContextRequest { InterfaceID = interfaceId };
        var context = await GetObjectAsync(MobileBroadband.GetDeviceServicesContext, request, cancellationToken).ConfigureAwait(false);
        try
        {
            return await use(context).ConfigureAwait(false);
        }
        finally
        {
            await ReleaseAsync(context).ConfigureAwait(false);
        }
    }

    /// <summary>An object that nobody waits for any more is released when it comes.</summary>
    private async Task<ObjectReference> GetObjectAsync<TQuery, TSet>(
        MbimCid<TQuery, TSet, ObjectReference> cid, TSet request, CancellationToken cancellationToken)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
    {
        var getting = CallAsync(cid, request, null, CancellationToken.None);
        try
        {
            return await getting.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = ReleaseLaterAsync(getting);
            throw;
        }
    }

    private async Task ReleaseLaterAsync(Task<ObjectReference> getting)
    {
        try
        {
            await ReleaseAsync(await getting.ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (MbnException)
        {
        }
    }
}
