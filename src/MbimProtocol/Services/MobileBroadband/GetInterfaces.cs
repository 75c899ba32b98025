using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>Every interface, present or not.</summary>
[InformationBuffer(MobileBroadbandCid.GetInterfaces, BufferKind.Response, EmptySet = true)]
public sealed partial record NetworkInterfaceList
{
    [CountOf(nameof(Interfaces))]
    public partial uint InterfacesCount { get; }

    public MbimArray<NetworkInterface> Interfaces { get; init; }
}

/// <summary>One network interface of the Mobile Broadband service: a modem.</summary>
[MbimStructure]
public sealed partial record NetworkInterface
{
    /// <summary>A GUID in braces, in capitals.</summary>
    public string InterfaceID { get; init; } = "";

    /// <summary>The modem's name, for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>1 while the modem is there and answers, otherwise 0.</summary>
    public uint IsPresent { get; init; }
}
