namespace MbimEmulator.Modem;

/// <summary>What the modem's USB descriptors say beside what follows from the rest of the profile.</summary>
public sealed record UsbProfile
{
    /// <summary>idVendor.</summary>
    public ushort VendorId { get; init; } = 0x1209;

    /// <summary>idProduct.</summary>
    public ushort ProductId { get; init; } = 0x0001;

    /// <summary>bcdDevice: 0x0100 is 1.00.</summary>
    public ushort Release { get; init; } = 0x0100;

    /// <summary>iManufacturer.</summary>
    public string Manufacturer { get; init; } = "MBIM Emulator";

    /// <summary>iProduct; null for the identity's HardwareInfo.</summary>
    public string? Product { get; init; }

    /// <summary>iSerialNumber; null for the identity's DeviceId.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>wMaxSegmentSize of the MBIM functional descriptor: the largest IP packet in bytes, at least 2,048 (MBIM 1.0, 6.4).</summary>
    public ushort MaxSegmentSize { get; init; } = 4096;

    /// <summary>wMTU of the MBIM extended functional descriptor in bytes; 0 for a function without that descriptor (MBIM 1.0, 6.5).</summary>
    public ushort Mtu { get; init; } = 1500;
}
