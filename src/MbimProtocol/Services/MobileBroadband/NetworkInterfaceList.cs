using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>Every interface, present or not.</summary>
[InformationBuffer(MobileBroadbandCid.GetInterfaces, BufferKind.Response, EmptySet = true)]
public sealed partial record NetworkInterfaceList
{
    [CountOf(nameof(Interfaces))]
    public partial uint InterfacesCount { get; }

    public MbimArray<NetworkInterface> Interfaces { get; init; }
}
