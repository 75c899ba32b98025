using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>A modem among cells of every technology, whose host has subscribed to all that it can hear of them.</summary>
internal static class CellBench
{
    public const uint NotAvailable = uint.MaxValue;

    public static readonly BaseStationsQuery All = new() { MaxGsmCount = 15, MaxUmtsCount = 15, MaxTdscdmaCount = 15, MaxLteCount = 15, MaxCdmaCount = 15, MaxNrCount = 15 };

    private const string Cells =
        """
        extends: default
        function: { allowMissingDeviceCaps: true, maxExtendedVersion: "3.0" }
        capabilities: { dataClass: [gprs, edge, umts, hsdpa, hsupa, lte, fiveGNsa, fiveGSa] }
        network:
          cells:
            - { name: lte-1, rat: lte, tac: 4660, cellId: 16385, arfcn: 1575, pci: 101, rsrp: -95, rsrq: -10, snr: 12, timingAdvance: 3 }
            - { name: lte-2, rat: lte, tac: 4661, cellId: 16641, arfcn: 6300, pci: 102, rsrp: -105, rsrq: -12, snr: 3 }
            - { name: lte-3, rat: lte, tac: 4660, cellId: 16386, arfcn: 1575, pci: 103, rsrp: -97, rsrq: -10, snr: 12 }
            - { name: anchor, rat: lte, tac: 4660, cellId: 16387, arfcn: 1575, pci: 104, rsrp: -90, rsrq: -9, snr: 15, endc: nr-1 }
            - { name: nr-1, rat: nr, tac: 77, cellId: 68719476735, arfcn: 636666, pci: 1007, rsrp: -88, rsrq: -11, snr: 20, timingAdvance: 5 }
            - { name: nr-2, rat: nr, tac: 78, cellId: 4097, arfcn: 2070833, pci: 5, rsrp: -100 }
            - { name: umts-1, rat: umts, lac: 17, cellId: 268435455, arfcn: 10700, psc: 511, rscp: -85, ecno: -7 }
            - { name: td-1, rat: tdscdma, lac: 18, cellId: 3, arfcn: 10087, cellParameter: 127, rscp: -90, timingAdvance: 1023 }
            - { name: gsm-1, rat: gsm, lac: 19, cellId: 4, arfcn: 62, bsic: 63, rssi: -75, timingAdvance: 1 }
            - { name: bare, rat: gsm }
            - { name: away, rat: lte, provider: "00103", tac: 9, cellId: 1, arfcn: 100, pci: 1, rsrp: -110 }
            - { name: barred, rat: lte, provider: "00104", tac: 9 }
          drives:
            commute: [{ cell: lte-2, for: 10s }, { cell: none, for: 5s }, { cell: umts-1, for: 1s }, { cell: lte-1 }]
            abroad: [{ cell: none, for: 1s }, { cell: away }]
        """;

    public static ModemProfile Profile { get; } = ModemProfile.Parse("cells", Cells);

    public static ModemBench Ready(MbimExVersion version = MbimExVersion.V3, ModemProfile? profile = null)
    {
        var bench = ModemBench.Ready(profile ?? Profile, version);
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = BasicConnect.Id }, new EventEntry { DeviceServiceId = MsBasicConnectExtensions.Id }] });
        bench.Transcript.Clear();
        return bench;
    }

    /// <summary>The notification of LOCATION_INFO_STATUS as the transcript has it.</summary>
    public static string Located(uint lac, uint tac, uint cell) => $"MS Basic Connect Extensions 12 {Hex(lac)}{Hex(tac)}{Hex(cell)}";

    private static string Hex(uint number) => Convert.ToHexStringLower(BitConverter.GetBytes(number));
}
