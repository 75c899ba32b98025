using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The parameters of WriteData.</summary>
[InformationBuffer(MobileBroadbandCid.WriteData, BufferKind.Set)]
public sealed partial record WriteDataCall
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    /// <summary>One datagram, up to MaxDataSize bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> DeviceServiceData { get; init; }
}
