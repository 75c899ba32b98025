using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The return of an asynchronous call that was accepted.</summary>
[InformationBuffer(MobileBroadbandCid.QuerySupportedCommands, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.OpenCommandSession, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.CloseCommandSession, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.SetCommand, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.QueryCommand, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.OpenDataSession, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.CloseDataSession, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.WriteData, BufferKind.Response)]
public readonly partial record struct AcceptedCall
{
    /// <summary>Unique for the life of the service, never 0; the completion repeats it.</summary>
    public uint RequestID { get; init; }
}
