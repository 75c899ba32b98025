using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.Device;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.IntelFirmwareUpdateService;

namespace MbimEmulator.Modem.Reboot;

/// <summary>MODEM_REBOOT of Intel's firmware update: the modem starts again, or turns itself off and leaves the bus until somebody plugs it in.</summary>
internal sealed class RebootModule(DeviceModule device) : ModemModule
{
    public static ModuleDescription Description { get; } = new("reboot");

    public static void Register(ModuleHandlers<RebootModule> handlers) => handlers.Set(
        IntelFirmwareUpdate.ModemReboot,
        static (reboot, transaction, request) => reboot.Reboot(transaction, request),
        static (reboot, transaction, buffer) => reboot.RebootWithoutMode(transaction, buffer));

    // ModemManager (1.20 and 1.24) sends the empty buffer of MBIM 1.0 whatever version it has agreed on.
    private void RebootWithoutMode(Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    {
        if (informationBuffer.IsEmpty)
        {
            device.Reset(transaction);
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }

    // There is no loader to start, and no public page says what the two modes without a reboot configure.
    private void Reboot(Transaction transaction, SetModemReboot request)
    {
        switch (request.BootMode)
        {
            case IntelBootMode.Normal:
                device.Reset(transaction);
                break;
            case IntelBootMode.PowerOff:
                device.TurnOff(transaction);
                break;
            default:
                transaction.Fail(Enum.IsDefined(request.BootMode) ? MbimStatus.NoDeviceSupport : MbimStatus.InvalidParameters);
                break;
        }
    }
}
