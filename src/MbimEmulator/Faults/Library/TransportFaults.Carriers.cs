namespace MbimEmulator.Faults.Library;

/// <content>What the bus does wrong.</content>
internal static partial class TransportFaults
{
    private const string Usb = "usb";

    private static IEnumerable<FaultDefinition> Carriers =>
    [
        new()
        {
            Id = "T39-response-available-lost",
            Title = "RESPONSE_AVAILABLE is lost, or one stands for several messages",
            Sources = ["Linux cdc-wdm resp_count", "virtuallte core.c"],
            Seam = FaultSeam.Carrier,
            Trigger = "Several answers wait.",
            Behaviour = "One RESPONSE_AVAILABLE comes for all of them, or none for one.",
            Reaction = "Takes answers until there are none; otherwise the next command stalls.",
            Needs = Usb,
        },
        new()
        {
            Id = "T40-get-response-stalls",
            Title = "GET_ENCAPSULATED_RESPONSE stalls, or gives nothing",
            Sources = ["Linux cdc-wdm EPIPE"],
            Seam = FaultSeam.Carrier,
            Trigger = "GET_ENCAPSULATED_RESPONSE.",
            Behaviour = "A STALL, or a transfer of length 0.",
            Reaction = "Takes it for an empty read, and goes on.",
            Needs = Usb,
        },
        new()
        {
            Id = "T41-response-overflow",
            Title = "An answer is longer than wMaxCommand",
            Sources = ["Linux cdc-wdm WDM_OVERFLOW"],
            Seam = FaultSeam.Carrier,
            Trigger = "A message to the host that is longer than the descriptor says.",
            Behaviour = "The driver cuts or drops it, and the next read fails with ENOBUFS.",
            Reaction = "Opens again.",
            Needs = Usb,
        },
        new()
        {
            Id = "T43-re-enumeration",
            Title = "The device comes back late and with other numbers",
            Sources = ["ModemManager bd255849", "ModemManager fbc1e3f8", "openwrt/packages#24831"],
            Seam = FaultSeam.Carrier,
            Trigger = "A reset.",
            Behaviour = "The device is gone; its control node and its network interface come back one after the other, under other names.",
            Reaction = "Looks at it again when all its ports are there, not while half of them are.",
            Needs = Usb,
        },
        new()
        {
            Id = "T44-usb-reset-during-transfer",
            Title = "The bus is reset during a transfer",
            Sources = ["Linux cdc-wdm EIO"],
            Seam = FaultSeam.Carrier,
            Trigger = "Suspend and resume.",
            Behaviour = "Reads and writes fail with EIO.",
            Reaction = "Tries again, or opens again.",
            Needs = Usb,
        },
    ];
}
