namespace MbimEmulator.Profiles;

/// <summary>What the modem's USB descriptors say beside what follows from the rest of the profile.</summary>
public sealed record UsbProfile
{
    /// <summary>idVendor.</summary>
    public ushort VendorId { get; init; } = 0x1209;

    /// <summary>idProduct.</summary>
    public ushort ProductId { get; init; } = 0x0001;

    /// <summary>bcdDevice: 0x0100 is 1.00.</summary>
    public ushort Release { get; init; } = 0x0100;

    /// <summary>iManufacturer; empty for no such string, as with the others.</summary>
    public string Manufacturer { get; init; } = "MBIM Emulator";

    /// <summary>iProduct; null for the identity's HardwareInfo.</summary>
    public string? Product { get; init; }

    /// <summary>iSerialNumber; null for the identity's DeviceId.</summary>
    public string? SerialNumber { get; init; }

    /// <summary>iInterface of the communication interface.</summary>
    public string ControlName { get; init; } = "MBIM Control";

    /// <summary>iInterface of the data interface.</summary>
    public string DataName { get; init; } = "MBIM Data";

    /// <summary>bDeviceClass, bDeviceSubClass and bDeviceProtocol as one number: 0xEF0201 is a device with interface associations.</summary>
    public int DeviceClass { get; init; } = 0xEF0201;

    /// <summary>The class triple of the communication interface: 0x020E00 is MBIM.</summary>
    public int ControlClass { get; init; } = 0x020E00;

    /// <summary>The class triple of the data interface.</summary>
    public int DataClass { get; init; } = 0x0A0002;

    /// <summary>bInterfaceNumber of the communication interface.</summary>
    public byte InterfaceNumber { get; init; }

    /// <summary>bInterfaceNumber of the data interface; null for the one behind the communication interface. The association is there only with that one.</summary>
    public byte? DataInterfaceNumber { get; init; }

    /// <summary>Whether there is the union functional descriptor, which names the data interface (MBIM 1.0, 6.3, wants it).</summary>
    public bool UnionDescriptor { get; init; } = true;

    /// <summary>bNumConfigurations: those without the MBIM function have one vendor-specific interface.</summary>
    public byte Configurations { get; init; } = 1;

    /// <summary>bConfigurationValue of the configuration with the MBIM function, from 1.</summary>
    public byte MbimConfiguration { get; init; } = 1;

    /// <summary>Whether GET_NTB_PARAMETERS offers 32-bit blocks alone, against USB NCM 1.0, 6.2.1.</summary>
    public bool Ntb32Only { get; init; }

    /// <summary>wMaxSegmentSize of the MBIM functional descriptor: the largest IP packet in bytes, at least 2,048 (MBIM 1.0, 6.4).</summary>
    public ushort MaxSegmentSize { get; init; } = 4096;

    /// <summary>wMTU of the MBIM extended functional descriptor in bytes; 0 for a function without that descriptor (MBIM 1.0, 6.5).</summary>
    public ushort Mtu { get; init; } = 1500;
}
