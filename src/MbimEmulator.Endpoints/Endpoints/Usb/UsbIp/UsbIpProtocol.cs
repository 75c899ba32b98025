namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>The numbers of USB/IP 1.1.1, which the kernel's documentation describes (usb/usbip_protocol.rst). Its own fields are big-endian.</summary>
internal static class UsbIpProtocol
{
    public const ushort Version = 0x0111;

    /// <summary>The header of every request and reply before a device is imported: version, code, status.</summary>
    public const int OperationSize = 8;

    public const ushort RequestDeviceList = 0x8005;
    public const ushort ReplyDeviceList = 0x0005;
    public const ushort RequestImport = 0x8003;
    public const ushort ReplyImport = 0x0003;

    public const int BusIdSize = 32;
    public const int PathSize = 256;

    /// <summary>A device in a reply: path, bus id, numbers, speed, ids, class, counts.</summary>
    public const int DeviceSize = 312;

    public const uint StatusOk = 0;
    public const uint StatusDeviceBusy = 2;
    public const uint StatusNoDevice = 4;

    public const uint SpeedHigh = 3;

    /// <summary>The header of everything behind an import.</summary>
    public const int HeaderSize = 48;

    public const uint Submit = 1;
    public const uint Unlink = 2;
    public const uint SubmitReply = 3;
    public const uint UnlinkReply = 4;

    public const uint DirectionOut = 0;
    public const uint DirectionIn = 1;

    // Linux' error numbers, negative.
    public const int Stalled = -32;
    public const int NoEntry = -2;
    public const int ConnectionReset = -104;
    public const int ProtocolError = -71;
}
