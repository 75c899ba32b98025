using System.Buffers.Binary;
using System.Globalization;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Devices;

/// <summary>
/// A modem as umockdev describes devices: the USB device with its descriptors, the MBIM function's interface, and the two nodes that a driver makes of
/// it, cdc-wdmN and wwanN. Programs that look for modems in sysfs and udev find it under umockdev-run.
/// </summary>
public static class UmockdevDescription
{
    /// <summary>The largest number.</summary>
    public const int MaxNumber = 99;

    private const string Bus = "/devices/pci0000:00/0000:00:14.0/usb1";

    // Netchip's ids for Linux gadgets, as for any device that is made in software.
    private const ushort Vendor = 0x0525;
    private const ushort Product = 0xa4a1;

    /// <summary>The description, a text for umockdev-run --device.</summary>
    /// <param name="profile">The modem.</param>
    /// <param name="number">The N of cdc-wdmN and wwanN, from 0: each description has its own.</param>
    public static string Of(ModemProfile profile, int number)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxNumber);
        var device = $"{Bus}/1-{number + 1}";
        var control = $"{device}/1-{number + 1}:1.0";
        var address = number + 2;
        return string.Create(CultureInfo.InvariantCulture, $"""
            P: {device}
            N: bus/usb/001/{address:000}
            E: SUBSYSTEM=usb
            E: DEVTYPE=usb_device
            E: DEVNAME=/dev/bus/usb/001/{address:000}
            E: BUSNUM=001
            E: DEVNUM={address:000}
            E: ID_BUS=usb
            E: ID_VENDOR_ID={Vendor:x4}
            E: ID_MODEL_ID={Product:x4}
            A: idVendor={Vendor:x4}\n
            A: idProduct={Product:x4}\n
            A: bcdDevice=0100\n
            A: busnum=1\n
            A: devnum={address}\n
            A: speed=480\n
            A: manufacturer=MBIM emulator\n
            A: product={OneLine(profile.Identity.HardwareInfo)}\n
            H: descriptors={Convert.ToHexString(Descriptors(profile.Function))}

            P: {control}
            E: SUBSYSTEM=usb
            E: DEVTYPE=usb_interface
            E: DRIVER=cdc_mbim
            E: INTERFACE=2/14/0
            L: driver=../../../../../../bus/usb/drivers/cdc_mbim
            A: bInterfaceClass=02\n
            A: bInterfaceSubClass=0e\n
            A: bInterfaceProtocol=00\n
            A: bInterfaceNumber=00\n

            P: {control}/usbmisc/cdc-wdm{number}
            N: cdc-wdm{number}
            E: SUBSYSTEM=usbmisc
            E: DEVNAME=/dev/cdc-wdm{number}
            E: ID_BUS=usb
            E: ID_VENDOR_ID={Vendor:x4}
            E: ID_MODEL_ID={Product:x4}
            E: ID_USB_INTERFACE_NUM=00
            E: ID_USB_DRIVER=cdc_mbim
            E: ID_MM_CANDIDATE=1

            P: {control}/net/wwan{number}
            E: SUBSYSTEM=net
            E: DEVTYPE=wwan
            E: INTERFACE=wwan{number}
            E: ID_BUS=usb
            E: ID_VENDOR_ID={Vendor:x4}
            E: ID_MODEL_ID={Product:x4}
            E: ID_USB_INTERFACE_NUM=00
            E: ID_USB_DRIVER=cdc_mbim
            E: ID_MM_CANDIDATE=1


            """).ReplaceLineEndings("\n");
    }

    // Device, configuration, an association of two interfaces; the first has the CDC header, the union and the MBIM descriptors (MBIM 1.0, 6.4 and
    // 6.5) and its interrupt endpoint, the second one its two alternate settings and the bulk endpoints.
    private static byte[] Descriptors(FunctionProfile function)
    {
        byte[] descriptors =
        [
            18, 1, 0x00, 0x02, 0xef, 2, 1, 64, .. U16(Vendor), .. U16(Product), 0x00, 0x01, 1, 2, 0, 1,
            9, 2, 95, 0, 2, 1, 0, 0x80, 250,
            8, 11, 0, 2, 2, 14, 0, 4,
            9, 4, 0, 0, 1, 2, 14, 0, 4,
            5, 0x24, 0, 0x20, 0x01,
            5, 0x24, 6, 0, 1,
            12, 0x24, 0x1b, 0x00, 0x01, .. U16((ushort)Math.Min(function.MaxControlMessage, ushort.MaxValue)), 32, 128, .. U16(4096), 0x20,
            8, 0x24, 0x1c, 0x00, 0x01, (byte)Math.Min(function.MaxOutstandingCommands, byte.MaxValue), .. U16(1500),
            7, 5, 0x81, 3, 64, 0, 5,
            9, 4, 1, 0, 0, 10, 0, 2, 5,
            9, 4, 1, 1, 2, 10, 0, 2, 5,
            7, 5, 0x82, 2, 0, 2, 0,
            7, 5, 0x03, 2, 0, 2, 0,
        ];
        return descriptors;
    }

    private static byte[] U16(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        return bytes;
    }

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c) && c != '\\'));
}
