namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>The host's side of a device: what carries its transfers.</summary>
internal interface IUsbHost
{
    /// <summary>
    /// A transfer has ended; each does so once, unless it was cancelled. Called under a function's lock, from any thread: it queues and returns.
    /// </summary>
    void Complete(in UsbCompletion completion);

    /// <summary>The device has left the bus. Called once for each of its functions, from any thread; it must not block.</summary>
    void Disconnected();
}
