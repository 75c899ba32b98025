using System.Security.Cryptography;
using System.Text;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimProtocol.Services.MsFirmwareIdService;

namespace MbimEmulator.Modem.FirmwareId;

/// <summary>MS Firmware ID: the UUID by which Windows Update finds firmware. GET.</summary>
internal sealed class FirmwareIdModule(ModuleContext modem) : ModemModule
{
    private FirmwareIdInfo? _info;

    public static ModuleDescription Description { get; } = new("firmwareId");

    public static void Register(ModuleHandlers<FirmwareIdModule> handlers)
    {
        handlers.Query(MsFirmwareId.Get, static (module, transaction, _) => transaction.Complete(module.Info));
    }

    private FirmwareIdInfo Info => _info ??= new() { FirmwareId = modem.Profile.Identity.FirmwareId ?? Derive(modem.Profile) };

    /// <summary>
    /// One for each vendor, product and revision of the USB device and each home provider, as Microsoft's page has it: a UUID of version 8, the SHA-256
    /// of the service's UUID and these (RFC 9562, 5.8).
    /// </summary>
    private static Guid Derive(ModemProfile profile)
    {
        var usb = profile.Usb;
        var name = $"VID_{usb.VendorId:X4}&PID_{usb.ProductId:X4}&REV_{usb.Release:X4}&PLMN_{profile.Network.Home.Id}";
        var bytes = SHA256.HashData([.. MsFirmwareId.Id.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
