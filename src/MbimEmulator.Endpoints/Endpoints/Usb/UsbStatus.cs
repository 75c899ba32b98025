namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>How a transfer ended.</summary>
internal enum UsbStatus
{
    /// <summary>It was done.</summary>
    Success,

    /// <summary>The function refused it, or its endpoint is halted: STALL.</summary>
    Stall,

    /// <summary>There is no such endpoint in the interfaces' alternate settings.</summary>
    NoEndpoint,

    /// <summary>The device was reset while it was under way.</summary>
    Reset,
}
