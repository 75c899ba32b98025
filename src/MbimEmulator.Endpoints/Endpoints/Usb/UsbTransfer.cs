namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>A transfer to the host that waits for data.</summary>
/// <param name="Id">The host's id for the transfer.</param>
/// <param name="Endpoint">The endpoint's address, bit 7 included.</param>
/// <param name="Length">How many bytes the host takes.</param>
internal readonly record struct UsbTransfer(ulong Id, byte Endpoint, int Length);
