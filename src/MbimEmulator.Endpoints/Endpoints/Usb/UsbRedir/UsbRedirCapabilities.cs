namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>What one side can do beyond the first version, as its hello says it. What both can do decides the packets' layouts.</summary>
[Flags]
internal enum UsbRedirCapabilities : uint
{
    None = 0,

    /// <summary>Streams on one bulk endpoint, as USB 3 has them.</summary>
    BulkStreams = 1 << 0,

    /// <summary>device_connect has bcdDevice.</summary>
    DeviceRelease = 1 << 1,

    /// <summary>filter_filter and filter_reject.</summary>
    Filter = 1 << 2,

    /// <summary>device_disconnect is acknowledged.</summary>
    DisconnectAck = 1 << 3,

    /// <summary>ep_info has the largest packets.</summary>
    MaxPacketSizes = 1 << 4,

    /// <summary>Ids have 64 bits, from the packet behind the hellos on.</summary>
    LongIds = 1 << 5,

    /// <summary>Bulk packets have lengths of 32 bits.</summary>
    LongBulk = 1 << 6,

    /// <summary>The host's side reads bulk endpoints ahead.</summary>
    BulkReceiving = 1 << 7,

    /// <summary>What a modem needs: all but what belongs to USB 3 and to serial adapters.</summary>
    Offered = DeviceRelease | Filter | DisconnectAck | MaxPacketSizes | LongIds | LongBulk,
}
