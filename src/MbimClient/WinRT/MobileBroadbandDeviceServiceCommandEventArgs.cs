using MbimClient.DeviceServices;

namespace MbimClient.WinRT;

/// <summary>What a device service told by itself.</summary>
public sealed class MobileBroadbandDeviceServiceCommandEventArgs
{
    internal MobileBroadbandDeviceServiceCommandEventArgs(DeviceService service, DeviceServiceEvent item)
    {
        DeviceId = service.InterfaceId;
        DeviceServiceId = service.DeviceServiceId;
        EventId = item.EventId;
        ReceivedData = item.Data;
    }

    /// <summary>The modem's ID.</summary>
    public string DeviceId { get; }

    /// <summary>The service's UUID.</summary>
    public Guid DeviceServiceId { get; }

    /// <summary>The CID of the notification.</summary>
    public uint EventId { get; }

    /// <summary>The information buffer.</summary>
    public ReadOnlyMemory<byte> ReceivedData { get; }
}
