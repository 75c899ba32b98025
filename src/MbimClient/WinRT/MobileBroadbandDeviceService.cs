using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>
/// A device service. Each session has an object of its own at the Mobile Broadband service, so that several data sessions can be open side by side
/// where its <c>sessionScope</c> is <c>object</c>; by default the second one fails with ERROR_TOO_MANY_SESS.
/// </summary>
public sealed class MobileBroadbandDeviceService
{
    private readonly MbnClient _client;
    private readonly DeviceService _service;

    internal MobileBroadbandDeviceService(MbnClient client, DeviceService service)
    {
        _client = client;
        _service = service;
    }

    /// <summary>The service's UUID.</summary>
    public Guid DeviceServiceId => _service.DeviceServiceId;

    /// <summary>The CIDs of the service.</summary>
    public IReadOnlyList<uint> SupportedCommands => _service.QuerySupportedCommandsAsync().Complete(_client);

    /// <summary>Opens a command session.</summary>
    public MobileBroadbandDeviceServiceCommandSession OpenCommandSession() =>
        new(_client, OpenAsync(service => service.OpenCommandSessionAsync()).Complete(_client));

    /// <summary>Opens a data session.</summary>
    public MobileBroadbandDeviceServiceDataSession OpenDataSession() =>
        new(_client, OpenAsync(service => service.OpenDataSessionAsync()).Complete(_client));

    private async Task<T> OpenAsync<T>(Func<DeviceService, Task<T>> open)
    {
        var service = await _client.OpenDeviceServiceAsync(_service.InterfaceId, DeviceServiceId).ConfigureAwait(false);
        try
        {
            return await open(service).ConfigureAwait(false);
        }
        catch
        {
            await service.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
