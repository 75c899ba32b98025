namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>Where one MBIM function is in its device.</summary>
/// <param name="ControlInterface">The communication interface, to which the function's requests go.</param>
/// <param name="DataInterface">The data interface.</param>
/// <param name="InterruptIn">The endpoint of notifications to the host.</param>
/// <param name="BulkIn">The endpoint of blocks to the host.</param>
/// <param name="BulkOut">The endpoint of blocks from the host.</param>
internal readonly record struct UsbFunctionPlace(byte ControlInterface, byte DataInterface, byte InterruptIn, byte BulkIn, byte BulkOut)
{
    /// <summary>Whether an endpoint is the function's.</summary>
    public bool Has(byte endpoint) => endpoint == InterruptIn || endpoint == BulkIn || endpoint == BulkOut;

    /// <summary>The place of one of several functions: behind the first one's interfaces and endpoints.</summary>
    /// <param name="first">The first one's communication and data interface.</param>
    /// <param name="index">Which function, from 0.</param>
    public static UsbFunctionPlace Of((byte Control, byte Data) first, int index)
    {
        var (control, data) = first;
        if (index > 0)
        {
            control = (byte)(Math.Max(control, data) + (2 * index) - 1);
            data = (byte)(control + 1);
        }

        // Three endpoints each: 0x81, 0x82 and 0x03, then 0x84, 0x85 and 0x06.
        var endpoint = (byte)(3 * index);
        return new UsbFunctionPlace(control, data, (byte)(0x81 + endpoint), (byte)(0x82 + endpoint), (byte)(0x03 + endpoint));
    }
}
