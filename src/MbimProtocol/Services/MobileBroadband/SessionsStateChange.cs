using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>OnSessionsStateChange.</summary>
[InformationBuffer(MobileBroadbandCid.SessionsStateChange, BufferKind.Notification)]
public sealed partial record SessionsStateChange
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string InterfaceID { get; init; } = "";

    public MbnDeviceServiceSessionsState State { get; init; }
}
