using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The object that a method without parameters is called on.</summary>
[InformationBuffer(MobileBroadbandCid.ReleaseObject, BufferKind.Set, EmptySet = true)]
[InformationBuffer(MobileBroadbandCid.EnumerateDeviceServices, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.MaxCommandSize, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.MaxDataSize, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.QuerySupportedCommands, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.OpenCommandSession, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.CloseCommandSession, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.OpenDataSession, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.CloseDataSession, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.InterfaceID, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.DeviceServiceID, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.IsCommandSessionOpen, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.IsDataSessionOpen, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.GetDeviceServicesContext, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.GetDeviceService, BufferKind.Response)]
public readonly partial record struct ObjectReference
{
    /// <summary>Given by the service; never 0. It is known on the connection that it was given on, and to nobody else.</summary>
    public uint ObjectHandle { get; init; }
}
