using System.Buffers.Binary;
using System.Text;
using MbimEmulator.Profiles;

namespace MbimEmulator.Hosting.Endpoints.Usb;

/// <summary>
/// The descriptors of a high-speed device with an MBIM function for each executor: a communication interface with an interrupt endpoint, and a data interface
/// whose first alternate setting has no endpoints and whose second has a bulk endpoint each way (USB 2.0, 9.6; MBIM 1.0, 6).
/// </summary>
internal sealed class UsbDescriptors
{
    /// <summary>wMaxPacketSize of the endpoint of the control requests.</summary>
    public const int ControlPacketSize = 64;

    /// <summary>wMaxPacketSize of the interrupt endpoint.</summary>
    public const int InterruptPacketSize = 64;

    /// <summary>wMaxPacketSize of both bulk endpoints.</summary>
    public const int BulkPacketSize = 512;

    private const byte DeviceType = 1;
    private const byte ConfigurationType = 2;
    private const byte StringType = 3;
    private const ushort EnglishUnitedStates = 0x0409;

    // SET_NTB_INPUT_SIZE may have the 8-byte form; no other of the abilities that MBIM leaves open (MBIM 1.0, 6.4).
    private const byte NetworkCapabilities = 0x20;

    private readonly string[] _strings;

    public UsbDescriptors(ModemProfile profile)
    {
        var usb = profile.Usb;
        VendorId = usb.VendorId;
        ProductId = usb.ProductId;
        Release = usb.Release;
        _strings =
        [
            usb.Manufacturer,
            usb.Product ?? profile.Identity.HardwareInfo,
            usb.SerialNumber ?? profile.Identity.DeviceId,
            usb.ControlName,
            usb.DataName,
        ];
        var first = (usb.InterfaceNumber, usb.DataInterfaceNumber ?? (byte)(usb.InterfaceNumber + 1));
        Functions = [.. Enumerable.Range(0, profile.Executors).Select(executor => UsbFunctionPlace.Of(first, executor))];
        Configurations = usb.Configurations;
        MbimConfiguration = usb.MbimConfiguration;
        ControlClass = Triple(usb.ControlClass);
        DataClass = Triple(usb.DataClass);
        Device = MakeDevice(usb);
        Configuration = MakeConfiguration(profile);
    }

    /// <summary>Where the functions are, that of the first executor first.</summary>
    public UsbFunctionPlace[] Functions { get; }

    /// <summary>The class triple of the communication interface.</summary>
    public byte[] ControlClass { get; }

    /// <summary>The class triple of the data interface.</summary>
    public byte[] DataClass { get; }

    /// <summary>How many configurations there are; their values count from 1.</summary>
    public byte Configurations { get; }

    /// <summary>bConfigurationValue of the configuration with the functions.</summary>
    public byte MbimConfiguration { get; }

    public ushort VendorId { get; }

    public ushort ProductId { get; }

    public ushort Release { get; }

    /// <summary>The device descriptor, 18 bytes.</summary>
    public byte[] Device { get; }

    /// <summary>The descriptor of the configuration with the functions, and all that belongs to it.</summary>
    public byte[] Configuration { get; }

    /// <summary>The function that an endpoint is of; null for none's.</summary>
    public UsbFunctionPlace? FunctionOf(byte endpoint)
    {
        foreach (var function in Functions)
        {
            if (function.Has(endpoint))
            {
                return function;
            }
        }

        return null;
    }

    /// <summary>The descriptor of a configuration with all that belongs to it.</summary>
    /// <param name="value">bConfigurationValue.</param>
    public byte[] FindConfiguration(byte value) => value == MbimConfiguration ? Configuration : MakeOther(value);

    /// <summary>The descriptor that GET_DESCRIPTOR asks for with wValue; null for one that there is not.</summary>
    public byte[]? Find(ushort value) => ((byte)(value >> 8), (byte)value) switch
    {
        (DeviceType, 0) => Device,
        (ConfigurationType, var index) when index < Configurations => FindConfiguration((byte)(index + 1)),
        (StringType, 0) => [4, StringType, EnglishUnitedStates & 0xFF, EnglishUnitedStates >> 8],
        (StringType, var index) when IndexOf(index) != 0 => MakeString(_strings[index - 1]),
        _ => null,
    };

    /// <summary>The index of a string in descriptors; 0 for one that is empty or is not there.</summary>
    private byte IndexOf(byte index) => index <= _strings.Length && _strings[index - 1].Length > 0 ? index : (byte)0;

    private static byte[] MakeOther(byte value) =>
    [
        9, ConfigurationType, 18, 0, 1, value, 0, 0x80, 250,
        9, 4, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0,
    ];

    private static byte[] MakeString(string text)
    {
        var descriptor = new byte[2 + Encoding.Unicode.GetByteCount(text)];
        descriptor[0] = (byte)descriptor.Length;
        descriptor[1] = StringType;
        Encoding.Unicode.GetBytes(text, descriptor.AsSpan(2));
        return descriptor;
    }

    private byte[] MakeDevice(UsbProfile usb)
    {
        // bLength, type, bcdUSB 2.00, the class triple, bMaxPacketSize0 64, ids, strings, configurations.
        byte[] device = [18, DeviceType, 0x00, 0x02, .. Triple(usb.DeviceClass), ControlPacketSize, 0, 0, 0, 0, 0, 0, IndexOf(1), IndexOf(2), IndexOf(3), Configurations];
        BinaryPrimitives.WriteUInt16LittleEndian(device.AsSpan(8), VendorId);
        BinaryPrimitives.WriteUInt16LittleEndian(device.AsSpan(10), ProductId);
        BinaryPrimitives.WriteUInt16LittleEndian(device.AsSpan(12), Release);
        return device;
    }

    private static byte[] Triple(int triple) => [(byte)(triple >> 16), (byte)(triple >> 8), (byte)triple];

    private byte[] MakeConfiguration(ModemProfile profile)
    {
        byte[] configuration =
        [
            // Configuration: two interfaces for each function, bus-powered, 500 mA. Without remote wake-up hosts keep it awake.
            9, ConfigurationType, 0, 0, (byte)(2 * Functions.Length), MbimConfiguration, 0, 0x80, 250,
            .. Functions.SelectMany(function => MakeFunction(profile, function)),
        ];
        BinaryPrimitives.WriteUInt16LittleEndian(configuration.AsSpan(2), (ushort)configuration.Length);
        return configuration;
    }

    private byte[] MakeFunction(ModemProfile profile, UsbFunctionPlace place)
    {
        var usb = profile.Usb;
        var (control, data) = (place.ControlInterface, place.DataInterface);
        var isAssociated = data == control + 1;
        var maxControlMessage = (ushort)profile.Function.MaxControlMessage;
        var filters = (byte)Math.Clamp(profile.Contexts.MaxPacketFilters, 16, byte.MaxValue);
        var filterSize = (byte)profile.Contexts.MaxPacketFilterSize;
        var segment = profile.Usb.MaxSegmentSize;
        var outstanding = (byte)Math.Min(profile.Function.MaxOutstandingCommands, byte.MaxValue);
        var mtu = profile.Usb.Mtu;
        return
        [
            // The association of both interfaces, whose numbers have to follow each other for it, and the communication interface.
            .. isAssociated ? [8, 0x0B, control, 2, .. ControlClass, IndexOf(4)] : (ReadOnlySpan<byte>)[],
            9, 4, control, 0, 1, .. ControlClass, IndexOf(4),

            // CDC header 1.20, union, MBIM 1.00.
            5, 0x24, 0x00, 0x20, 0x01,
            .. usb.UnionDescriptor ? [5, 0x24, 0x06, control, data] : (ReadOnlySpan<byte>)[],
            12, 0x24, 0x1B, 0x00, 0x01, (byte)maxControlMessage, (byte)(maxControlMessage >> 8), filters, filterSize,
            (byte)segment, (byte)(segment >> 8), NetworkCapabilities,
            .. mtu == 0 ? [] : (ReadOnlySpan<byte>)[8, 0x24, 0x1C, 0x00, 0x01, outstanding, (byte)mtu, (byte)(mtu >> 8)],

            // Interrupt: 64 bytes each 2 ms. No data, then bulk both ways.
            7, 5, place.InterruptIn, 0x03, InterruptPacketSize, 0, 5,
            9, 4, data, 0, 0, .. DataClass, IndexOf(5),
            9, 4, data, 1, 2, .. DataClass, IndexOf(5),
            7, 5, place.BulkIn, 0x02, BulkPacketSize & 0xFF, BulkPacketSize >> 8, 0,
            7, 5, place.BulkOut, 0x02, BulkPacketSize & 0xFF, BulkPacketSize >> 8, 0,
        ];
    }
}
