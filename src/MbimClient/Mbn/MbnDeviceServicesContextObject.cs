using MbimClient.DeviceServices;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimClient.Mbn;

/// <summary>The device services of one interface, by its handle.</summary>
internal sealed class MbnDeviceServicesContextObject(MbnDeviceServicesManager manager, ObjectReference handle) : IMbnDeviceServicesContext, IDisposable
{
    private MbnClient Client => manager.Client;

    public uint MaxCommandSize => Client.Invoke(MobileBroadband.MaxCommandSize, handle).Value;

    public uint MaxDataSize => Client.Invoke(MobileBroadband.MaxDataSize, handle).Value;

    public MBN_DEVICE_SERVICE[] EnumerateDeviceServices() =>
    [
        .. Client.Invoke(MobileBroadband.EnumerateDeviceServices, handle).DeviceServices.Select(service => new MBN_DEVICE_SERVICE
        {
            deviceServiceID = service.DeviceServiceID,
            dataWriteSupported = service.DataWriteSupported != 0,
            dataReadSupported = service.DataReadSupported != 0,
        }),
    ];

    public IMbnDeviceService GetDeviceService(string deviceServiceID)
    {
        var request = new DeviceServiceRequest { ObjectHandle = handle.ObjectHandle, DeviceServiceID = deviceServiceID ?? "" };
        var service = new MbnDeviceServiceObject(manager, Client.Invoke(MobileBroadband.GetDeviceService, request));
        manager.Add(service);
        return service;
    }

    public void Dispose() => Client.Release(handle);
}
