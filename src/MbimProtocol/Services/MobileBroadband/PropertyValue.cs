using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>The value of a property that is a number; VARIANT_BOOL is 0 or 1 here.</summary>
[InformationBuffer(MobileBroadbandCid.MaxCommandSize, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.MaxDataSize, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.IsCommandSessionOpen, BufferKind.Response)]
[InformationBuffer(MobileBroadbandCid.IsDataSessionOpen, BufferKind.Response)]
public readonly partial record struct PropertyValue
{
    public uint Value { get; init; }
}
