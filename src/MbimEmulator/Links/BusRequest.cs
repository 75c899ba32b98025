namespace MbimEmulator.Links;

/// <summary>A control request of a host on the bus below the function, as a setup packet has it (USB 2.0, 9.3), and what the device made of it.</summary>
/// <param name="RequestType">bmRequestType.</param>
/// <param name="Request">bRequest.</param>
/// <param name="Value">wValue.</param>
/// <param name="Index">wIndex.</param>
/// <param name="Length">wLength in bytes.</param>
/// <param name="IsAccepted">Whether the device did it; a request that it refuses is answered with a STALL.</param>
public readonly record struct BusRequest(byte RequestType, byte Request, ushort Value, ushort Index, ushort Length, bool IsAccepted);
