using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbIp;

/// <summary>Where one device is on the bus that a server exports.</summary>
/// <param name="group">The modem of its first executor.</param>
/// <param name="number">The number of its port on the bus, from 1 on.</param>
/// <param name="nextDevice">Gives numbers to devices on the bus.</param>
internal sealed class UsbIpPort(ModemGroup group, int number, Func<uint> nextDevice)
{
    private const uint BusNumber = 1;

    private uint _device = nextDevice();

    /// <summary>Counts the devices of the bus from 1 on.</summary>
    public int Number => number;

    /// <summary>The modem of its first executor.</summary>
    public ModemGroup Group => group;

    /// <summary>What a host asks for.</summary>
    public string BusId { get; } = string.Create(CultureInfo.InvariantCulture, $"{BusNumber}-{number}");

    /// <summary>Its descriptors.</summary>
    public UsbDescriptors Descriptors { get; } = new(group.Modem.Profile);

    /// <summary>Writes the 312 bytes that describe it.</summary>
    public void Describe(Span<byte> device)
    {
        device[..UsbIpProtocol.DeviceSize].Clear();
        Encoding.ASCII.GetBytes($"/sys/devices/virtual/mbim-emulator/usb{BusNumber}/{BusId}", device);
        var rest = device[UsbIpProtocol.PathSize..];
        Encoding.ASCII.GetBytes(BusId, rest);
        rest = rest[UsbIpProtocol.BusIdSize..];
        BinaryPrimitives.WriteUInt32BigEndian(rest, BusNumber);
        BinaryPrimitives.WriteUInt32BigEndian(rest[4..], Volatile.Read(ref _device));
        BinaryPrimitives.WriteUInt32BigEndian(rest[8..], UsbIpProtocol.SpeedHigh);
        BinaryPrimitives.WriteUInt16BigEndian(rest[12..], Descriptors.VendorId);
        BinaryPrimitives.WriteUInt16BigEndian(rest[14..], Descriptors.ProductId);
        BinaryPrimitives.WriteUInt16BigEndian(rest[16..], Descriptors.Release);

        // The class triple, bConfigurationValue, bNumConfigurations, bNumInterfaces.
        Descriptors.Device.AsSpan(4, 3).CopyTo(rest[18..]);
        rest[21] = Descriptors.MbimConfiguration;
        rest[22] = Descriptors.Configurations;
        rest[23] = (byte)(2 * Descriptors.Functions.Length);
    }

    /// <summary>The device has left the bus: the next time it has another number, as a hub would give it.</summary>
    public void Leave() => Volatile.Write(ref _device, nextDevice());

    /// <summary>Writes the class triples of its interfaces, four bytes each, as a list of devices has them.</summary>
    public void DescribeInterfaces(Span<byte> interfaces)
    {
        interfaces[..InterfacesSize].Clear();
        for (var function = 0; function < Descriptors.Functions.Length; function++)
        {
            Descriptors.ControlClass.CopyTo(interfaces[(8 * function)..]);
            Descriptors.DataClass.CopyTo(interfaces[((8 * function) + 4)..]);
        }
    }

    /// <summary>Bytes that <see cref="DescribeInterfaces"/> writes.</summary>
    public int InterfacesSize => 8 * Descriptors.Functions.Length;
}
