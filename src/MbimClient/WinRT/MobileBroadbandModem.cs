using MbimClient.DeviceServices;
using MbimProtocol.Services;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.WinRT;

/// <summary>
/// A modem in the shape of Windows.Networking.NetworkOperators.MobileBroadbandModem, as far as device services go, over a connection to a Mobile
/// Broadband service. IBuffer becomes <see cref="ReadOnlyMemory{T}"/> of bytes, IAsyncOperation becomes <see cref="Task"/>. Members that are
/// synchronous there block until the service has answered; all may be called from event handlers. Failures are thrown as the projection to .NET
/// does: UnauthorizedAccessException for E_ACCESSDENIED, ArgumentException for E_INVALIDARG, COMException with the HRESULT for the rest.
/// </summary>
/// <example>
/// <code>
/// var modem = MobileBroadbandModem.GetDefault(client)!;
/// var session = modem.GetDeviceService(new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7")).OpenDataSession();
/// session.DataReceived += (_, received) => Console.WriteLine(received.ReceivedData.Length);
/// await session.WriteDataAsync(new byte[] { 1, 2, 3, 4 });
/// </code>
/// </example>
public sealed class MobileBroadbandModem
{
    private readonly MbnClient _client;

    private MobileBroadbandModem(MbnClient client, string deviceId)
    {
        _client = client;
        DeviceId = deviceId;
    }

    /// <summary>The interface's ID: a GUID in braces, in capitals.</summary>
    public string DeviceId { get; }

    /// <summary>The device services of the modem.</summary>
    public IReadOnlyList<MobileBroadbandDeviceServiceInformation> DeviceServices =>
    [
        .. _client.GetDeviceServicesAsync(DeviceId).Complete(_client).Select(service => new MobileBroadbandDeviceServiceInformation(service)),
    ];

    /// <summary>The longest information buffer of a command, in bytes.</summary>
    public uint MaxDeviceServiceCommandSizeInBytes => Limit(MobileBroadband.MaxCommandSize);

    /// <summary>The longest datagram of a data session, in bytes.</summary>
    public uint MaxDeviceServiceDataSizeInBytes => Limit(MobileBroadband.MaxDataSize);

    /// <summary>The first modem that is present; null when there is none.</summary>
    /// <param name="client">The connection, which stays the caller's.</param>
    public static MobileBroadbandModem? GetDefault(MbnClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return client.GetInterfacesAsync().Complete(client).FirstOrDefault(item => item.IsPresent) is { } present
            ? new MobileBroadbandModem(client, present.InterfaceId)
            : null;
    }

    /// <summary>A modem by its ID.</summary>
    /// <param name="client">The connection, which stays the caller's.</param>
    /// <param name="deviceId">The interface's ID.</param>
    public static MobileBroadbandModem FromId(MbnClient client, string deviceId)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(deviceId);
        return new MobileBroadbandModem(client, deviceId);
    }

    /// <summary>A device service of the modem.</summary>
    public MobileBroadbandDeviceService GetDeviceService(Guid deviceServiceId) =>
        new(_client, _client.OpenDeviceServiceAsync(DeviceId, deviceServiceId).Complete(_client));

    private uint Limit(MbimCid<MbimProtocol.Encoding.NoOperation, ObjectReference, PropertyValue> property) =>
        _client.WithContextAsync(DeviceId, context => _client.CallAsync(property, context)).Complete(_client).Value;
}
