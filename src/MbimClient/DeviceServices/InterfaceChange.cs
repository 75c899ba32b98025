namespace MbimClient.DeviceServices;

/// <summary>What became of an interface.</summary>
/// <param name="InterfaceId">A GUID in braces, in capitals.</param>
/// <param name="Kind">Arrival or removal.</param>
public sealed record InterfaceChange(string InterfaceId, InterfaceChangeKind Kind);
