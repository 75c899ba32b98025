using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>The end of a transfer.</summary>
/// <param name="Transfer">The transfer.</param>
/// <param name="Status">The USB status of the transfer.</param>
/// <param name="ActualLength">Bytes that were moved, one way or the other.</param>
/// <param name="Data">What goes to the host; whoever takes the completion disposes it.</param>
internal readonly record struct UsbCompletion(UsbTransfer Transfer, UsbStatus Status, int ActualLength, Transfer Data);
