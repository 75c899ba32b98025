using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The value of a property that is a BSTR.</summary>
[InformationBuffer(MobileBroadbandCid.InterfaceID, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.DeviceServiceID, BufferKind.Response)]
public sealed partial record PropertyText
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string Value { get; init; } = "";
}
