using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnReadData: one datagram of an open data session.</summary>
[InformationBuffer(MobileBroadbandCid.ReadData, BufferKind.Notification)]
public sealed partial record DataSessionData
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> DeviceServiceData { get; init; }
}
