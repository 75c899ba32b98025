using System.Globalization;
using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>usb</c>.</summary>
internal static class UsbReader
{
    // A string descriptor has a length of one byte, two of which are its header (USB 2.0, 9.6.7).
    private const int MaxText = 126;

    // As many as hosts take at most.
    private const int MaxConfigurations = 8;
    private const int MaxInterface = 31;

    public static UsbProfile Read(YamlSection section, UsbProfile basis)
    {
        YamlItem? data = null;
        YamlItem? configuration = null;
        var usb = ReadKeys(section, basis, item => data = item, item => configuration = item);
        var dataNumber = usb.DataInterfaceNumber ?? usb.InterfaceNumber + 1;
        if (dataNumber == usb.InterfaceNumber)
        {
            throw data!.Error($"{dataNumber}, the number of the communication interface", "a different one");
        }

        return usb.MbimConfiguration <= usb.Configurations
            ? usb
            : throw (configuration ?? section.Item("configurations"))!.Error($"configuration {usb.MbimConfiguration} of {usb.Configurations}", "at most 'configurations'");
    }

    private static UsbProfile ReadKeys(YamlSection section, UsbProfile basis, Func<YamlItem, YamlItem> data, Func<YamlItem, YamlItem> configuration) => basis with
    {
        VendorId = section.Read("vendorId", basis.VendorId, Hexadecimal),
        ProductId = section.Read("productId", basis.ProductId, Hexadecimal),
        Release = section.Read("release", basis.Release, Hexadecimal),
        Manufacturer = section.Read("manufacturer", basis.Manufacturer, item => item.Text(MaxText)),
        Product = section.Read("product", basis.Product, item => item.Text(MaxText)),
        SerialNumber = section.Read("serialNumber", basis.SerialNumber, item => item.Text(MaxText)),
        MaxSegmentSize = section.Read("maxSegmentSize", basis.MaxSegmentSize, item => (ushort)item.Number(2048, ushort.MaxValue)),
        ControlName = section.Read("controlName", basis.ControlName, item => item.Text(MaxText)),
        DataName = section.Read("dataName", basis.DataName, item => item.Text(MaxText)),
        DeviceClass = section.Read("deviceClass", basis.DeviceClass, Triple),
        ControlClass = section.Read("controlClass", basis.ControlClass, Triple),
        DataClass = section.Read("dataClass", basis.DataClass, Triple),
        InterfaceNumber = section.Read("interfaceNumber", basis.InterfaceNumber, item => (byte)item.Number(0, MaxInterface - 1)),
        DataInterfaceNumber = section.Read("dataInterfaceNumber", basis.DataInterfaceNumber, item => (byte)data(item).Number(0, MaxInterface)),
        UnionDescriptor = section.Read("unionDescriptor", basis.UnionDescriptor, item => item.Boolean()),
        Configurations = section.Read("configurations", basis.Configurations, item => (byte)item.Number(1, MaxConfigurations)),
        MbimConfiguration = section.Read("mbimConfiguration", basis.MbimConfiguration, item => (byte)configuration(item).Number(1, MaxConfigurations)),
        Ntb32Only = section.Read("ntb32Only", basis.Ntb32Only, item => item.Boolean()),
        Mtu = section.Read("mtu", basis.Mtu, ReadMtu),
    };

    private static ushort Hexadecimal(YamlItem item) =>
        item.Text().Length == 4 && ushort.TryParse(item.Text(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw item.Error($"'{item.Text()}'", "four hexadecimal digits in quotes, such as \"1209\"");

    private static int Triple(YamlItem item) =>
        item.Text().Length == 6 && int.TryParse(item.Text(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw item.Error($"'{item.Text()}'", "six hexadecimal digits in quotes: class, subclass and protocol, such as \"020e00\"");

    private static ushort ReadMtu(YamlItem item)
    {
        var mtu = item.Number(0, ushort.MaxValue);
        return mtu is 0 or >= 68 ? (ushort)mtu : throw item.Error($"{mtu}", "0, or 68 to 65535");
    }
}
