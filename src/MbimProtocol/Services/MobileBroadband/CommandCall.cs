using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The parameters of SetCommand and QueryCommand.</summary>
[InformationBuffer(MobileBroadbandCid.SetCommand, BufferKind.Set)]
[InformationBuffer(MobileBroadbandCid.QueryCommand, BufferKind.Set)]
public sealed partial record CommandCall
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    /// <summary>The CID.</summary>
    public uint CommandID { get; init; }

    /// <summary>The information buffer, up to MaxCommandSize bytes.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> DeviceServiceData { get; init; }
}
