using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>OnQuerySupportedCommandsComplete.</summary>
[InformationBuffer(MobileBroadbandCid.QuerySupportedCommands, BufferKind.Notification)]
public sealed partial record SupportedCommandsCompletion
{
    /// <summary>The device service's handle.</summary>
    public uint ObjectHandle { get; init; }

    public uint RequestID { get; init; }

    public HResult Status { get; init; }

    [CountOf(nameof(CommandIDs))]
    public partial uint CommandIDsCount { get; }

    /// <summary>The CIDs; none unless the status is S_OK.</summary>
    public MbimArray<uint> CommandIDs { get; init; }
}
