using System.Globalization;
using MbimEmulator.Modem;
using MbimEmulator.Yaml;

namespace MbimEmulator.Profiles;

/// <summary>Reads the section <c>usb</c>.</summary>
internal static class UsbReader
{
    // A string descriptor has a length of one byte, two of which are its header (USB 2.0, 9.6.7).
    private const int MaxText = 126;

    public static UsbProfile Read(YamlSection section, UsbProfile basis) => basis with
    {
        VendorId = section.Read("vendorId", basis.VendorId, Hexadecimal),
        ProductId = section.Read("productId", basis.ProductId, Hexadecimal),
        Release = section.Read("release", basis.Release, Hexadecimal),
        Manufacturer = section.Read("manufacturer", basis.Manufacturer, item => item.Text(MaxText)),
        Product = section.Read("product", basis.Product, item => item.Text(MaxText)),
        SerialNumber = section.Read("serialNumber", basis.SerialNumber, item => item.Text(MaxText)),
        MaxSegmentSize = section.Read("maxSegmentSize", basis.MaxSegmentSize, item => (ushort)item.Number(2048, ushort.MaxValue)),
        Mtu = section.Read("mtu", basis.Mtu, ReadMtu),
    };

    private static ushort Hexadecimal(YamlItem item) =>
        item.Text().Length == 4 && ushort.TryParse(item.Text(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw item.Error($"'{item.Text()}'", "four hexadecimal digits in quotes, such as \"1209\"");

    private static ushort ReadMtu(YamlItem item)
    {
        var mtu = item.Number(0, ushort.MaxValue);
        return mtu is 0 or >= 68 ? (ushort)mtu : throw item.Error($"{mtu}", "0, or 68 to 65535");
    }
}
