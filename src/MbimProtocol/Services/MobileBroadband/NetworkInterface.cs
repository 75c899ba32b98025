using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

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
