using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>How an asynchronous call without results ended.</summary>
[InformationBuffer(MobileBroadbandCid.OpenCommandSession, BufferKind.Notification)]
[InformationBuffer(MobileBroadbandCid.CloseCommandSession, BufferKind.Notification)]
[InformationBuffer(MobileBroadbandCid.OpenDataSession, BufferKind.Notification)]
[InformationBuffer(MobileBroadbandCid.CloseDataSession, BufferKind.Notification)]
[InformationBuffer(MobileBroadbandCid.WriteData, BufferKind.Notification)]
public readonly partial record struct CallCompletion
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    public uint RequestID { get; init; }

    public HResult Status { get; init; }
}
