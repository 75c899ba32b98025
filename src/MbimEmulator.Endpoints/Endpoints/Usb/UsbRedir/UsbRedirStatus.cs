namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>How a request ended. Others that the protocol has (3, 5 and 6: I/O error, timeout, babble) cannot happen here.</summary>
internal enum UsbRedirStatus : byte
{
    Success = 0,
    Cancelled = 1,
    Invalid = 2,
    Stall = 4,
}
