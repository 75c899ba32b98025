namespace MbimClient.DeviceServices;

/// <summary>A network interface of the Mobile Broadband service: a modem.</summary>
/// <param name="InterfaceId">A GUID in braces, in capitals.</param>
/// <param name="Name">The modem's name, for people.</param>
/// <param name="IsPresent">Whether the modem is there and answers.</param>
public sealed record MbnInterface(string InterfaceId, string Name, bool IsPresent);
