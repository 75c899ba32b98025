using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnEventNotification: what the device service tells by itself.</summary>
[InformationBuffer(MobileBroadbandCid.EventNotification, BufferKind.Notification)]
public sealed partial record EventNotification
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    /// <summary>The CID of the notification.</summary>
    public uint EventID { get; init; }

    /// <summary>The notification's information buffer.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> DeviceServiceData { get; init; }
}
