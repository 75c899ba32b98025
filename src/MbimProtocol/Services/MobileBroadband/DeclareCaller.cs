using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>Who the caller says it is.</summary>
[InformationBuffer(MobileBroadbandCid.DeclareCaller, BufferKind.Set)]
public sealed partial record DeclaredCaller
{
    /// <summary>The user's name.</summary>
    public string User { get; init; } = "";

    /// <summary>The groups' names, separated by commas.</summary>
    public string Groups { get; init; } = "";

    /// <summary>The capabilities' names, such as cellularDeviceControl, separated by commas.</summary>
    public string Capabilities { get; init; } = "";
}
