namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>The host's side of a device: what carries its transfers.</summary>
internal interface IUsbHost
{
    /// <summary>
    /// A transfer has ended; each does so once, unless it was cancelled. Called under the device's lock, from any thread: it queues and returns.
    /// </summary>
    void Complete(in UsbCompletion completion);

    /// <summary>The device has left the bus. Called once, from any thread; it must not block.</summary>
    void Disconnected();
}
