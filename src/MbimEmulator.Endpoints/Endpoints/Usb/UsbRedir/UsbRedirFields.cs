using System.Runtime.CompilerServices;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>The bytes between a packet's header and its data: as many as the longest of them has, that of control and bulk packets.</summary>
[InlineArray(Size)]
internal struct UsbRedirFields
{
    /// <summary>How many bytes there are.</summary>
    public const int Size = 10;

    private byte _first;
}
