using MbimEmulator.Links;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>A packet from the guest.</summary>
/// <param name="Type">The type of the packet.</param>
/// <param name="Id">What the answer repeats; of cancel_data_packet: the id of what is given up.</param>
internal readonly record struct UsbRedirRequest(UsbRedirPacketType Type, ulong Id)
{
    /// <summary>The endpoint's address, of packets that have one.</summary>
    public byte Endpoint { get; init; }

    /// <summary>The control request: of control packets, and the one that set_configuration, get_alt_setting and so on stand for.</summary>
    public UsbSetup Setup { get; init; }

    /// <summary>Bytes that a bulk packet carries or asks for.</summary>
    public int Length { get; init; }

    /// <summary>Of a bulk packet: the stream.</summary>
    public uint StreamId { get; init; }

    /// <summary>Of a hello: what the guest can do.</summary>
    public UsbRedirCapabilities Capabilities { get; init; }

    /// <summary>Data to the device; whoever takes the packet disposes them.</summary>
    public Transfer Data { get; init; }
}
