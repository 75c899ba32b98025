using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnSetCommandComplete and OnQueryCommandComplete.</summary>
[InformationBuffer(MobileBroadbandCid.SetCommand, BufferKind.Notification)]
[InformationBuffer(MobileBroadbandCid.QueryCommand, BufferKind.Notification)]
public sealed partial record CommandCompletion
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    public uint RequestID { get; init; }

    public HResult Status { get; init; }

    /// <summary>The CID of the answer.</summary>
    public uint ResponseID { get; init; }

    /// <summary>1 when another event of the same request follows with the next part of the answer, otherwise 0.</summary>
    public uint HasMore { get; init; }

    /// <summary>The answer's information buffer, or a part of it; none unless the status is S_OK.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> DeviceServiceData { get; init; }
}
