using System.Buffers.Binary;
using System.Text;

namespace MbimEmulator.Hosting.Endpoints.Usb.UsbRedir;

/// <summary>What a guest is told of a device, from its descriptors.</summary>
/// <param name="descriptors">The descriptors.</param>
internal sealed class UsbRedirDescription(UsbDescriptors descriptors)
{
    // Endpoints 0 to 15 to the device, then 0 to 15 from it; and as many interfaces.
    private const int Slots = 32;

    private const byte NoType = 255;
    private const byte SpeedHigh = 2;
    private const byte InterfaceType = 4;
    private const byte EndpointType = 5;
    private const int VersionSize = 64;

    /// <summary>The hello of this side: who it is, and <see cref="UsbRedirCapabilities.Offered"/>.</summary>
    public static byte[] Hello()
    {
        var hello = new byte[VersionSize + sizeof(uint)];
        Encoding.ASCII.GetBytes("mbim-emulator", hello);
        BinaryPrimitives.WriteUInt32LittleEndian(hello.AsSpan(VersionSize), (uint)UsbRedirCapabilities.Offered);
        return hello;
    }

    /// <summary>device_connect: the speed, the class triple, the ids and, where both know it, bcdDevice.</summary>
    public byte[] Connect(UsbRedirCapabilities shared)
    {
        var device = descriptors.Device;
        byte[] connect = [SpeedHigh, .. device.AsSpan(4, 3), .. device.AsSpan(8, 6)];
        return shared.HasFlag(UsbRedirCapabilities.DeviceRelease) ? connect : connect[..8];
    }

    /// <summary>interface_info: the interfaces' numbers and class triples; without a configuration those of the functions.</summary>
    /// <param name="configuration">bConfigurationValue; 0 for none.</param>
    public byte[] Interfaces(byte configuration)
    {
        var info = new byte[sizeof(uint) + (4 * Slots)];
        var count = 0;
        var chosen = configuration == 0 ? descriptors.Configuration : descriptors.FindConfiguration(configuration);
        for (var rest = chosen.AsSpan(); rest.Length > 0; rest = rest[rest[0]..])
        {
            if (rest[1] == InterfaceType && rest[3] == 0)
            {
                info[sizeof(uint) + count] = rest[2];
                info[sizeof(uint) + Slots + count] = rest[5];
                info[sizeof(uint) + (2 * Slots) + count] = rest[6];
                info[sizeof(uint) + (3 * Slots) + count] = rest[7];
                count++;
            }
        }

        info[0] = (byte)count;
        return info;
    }

    /// <summary>ep_info: type, interval, interface and, where both know it, largest packet of each endpoint that there is.</summary>
    /// <param name="configuration">bConfigurationValue; 0 for none, which leaves the endpoint of the control requests.</param>
    /// <param name="alternateOf">bAlternateSetting of an interface, by its number.</param>
    /// <param name="shared">The capabilities that both sides support.</param>
    public byte[] Endpoints(byte configuration, Func<ushort, byte> alternateOf, UsbRedirCapabilities shared)
    {
        var info = new byte[5 * Slots];
        info.AsSpan(0, Slots).Fill(NoType);
        Set(info, 0x00, type: 0, interval: 0, ownerInterface: 0, UsbDescriptors.ControlPacketSize);
        Set(info, 0x80, type: 0, interval: 0, ownerInterface: 0, UsbDescriptors.ControlPacketSize);
        var (owner, isThere) = ((byte)0, false);
        for (var rest = descriptors.Configuration.AsSpan(); rest.Length > 0; rest = rest[rest[0]..])
        {
            if (rest[1] == InterfaceType)
            {
                owner = rest[2];
                isThere = configuration == descriptors.MbimConfiguration && rest[3] == alternateOf(owner);
            }
            else if (rest[1] == EndpointType && isThere)
            {
                Set(info, rest[2], rest[3], rest[6], owner, BinaryPrimitives.ReadUInt16LittleEndian(rest[4..]));
            }
        }

        return shared.HasFlag(UsbRedirCapabilities.MaxPacketSizes) ? info : info[..(3 * Slots)];
    }

    private static void Set(byte[] info, byte address, byte type, byte interval, byte ownerInterface, ushort maxPacketSize)
    {
        var slot = ((address & 0x80) >> 3) | (address & 0x0F);
        info[slot] = type;
        info[Slots + slot] = interval;
        info[(2 * Slots) + slot] = ownerInterface;
        BinaryPrimitives.WriteUInt16LittleEndian(info.AsSpan((3 * Slots) + (2 * slot)), maxPacketSize);
    }
}
