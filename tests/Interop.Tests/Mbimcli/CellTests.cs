namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>mbimcli shows the cells of the profile, field by field.</summary>
[TestFixture(MbimcliVersions.Installed, Routes.Pty)]
[TestFixture(MbimcliVersions.Installed, Routes.Proxy)]
[TestFixture(MbimcliVersions.Sid, Routes.Pty)]
public sealed class CellTests(string version, string route) : MbimcliFixture(version, route)
{
    protected override string Profile => """
        extends: default
        name: cells
        capabilities: { dataClass: [gprs, edge, umts, hsdpa, hsupa, lte, fiveGNsa] }
        network:
          cells:
            - { name: anchor, rat: lte, tac: 4660, cellId: 16387, arfcn: 1575, pci: 104, rsrp: -95, rsrq: -10, snr: 12, timingAdvance: 3, endc: nr-1 }
            - { name: lte-2, rat: lte, tac: 4661, cellId: 16641, arfcn: 6300, pci: 102, rsrp: -105, rsrq: -12 }
            - { name: lte-3, rat: lte, provider: "00102", tac: 65535, cellId: 268435455, arfcn: 65535, pci: 503, rsrp: -140, rsrq: -20 }
            - { name: nr-1, rat: nr, tac: 77, cellId: 68719476735, arfcn: 636666, pci: 1007, rsrp: -88, rsrq: -11, snr: 20, timingAdvance: 5 }
            - { name: nr-2, rat: nr, tac: 78, cellId: 4097, pci: 5, rsrp: -100 }
            - { name: umts-1, rat: umts, lac: 17, cellId: 65537, arfcn: 10700, psc: 511, rscp: -85, ecno: -7 }
            - { name: td-1, rat: tdscdma, lac: 18, cellId: 3, arfcn: 10087, cellParameter: 127, rscp: -90, timingAdvance: 1023 }
            - { name: gsm-1, rat: gsm, lac: 19, cellId: 4, arfcn: 62, bsic: 63, rssi: -75, timingAdvance: 1 }
        """;

    private const string Neighbors =
        "Neighboring GSM cells: 1 Neighboring cell [1]: Provider id: 00101 LAC: 19 Cell ID: 4 ARFCN: 62 Base station ID: 63 Rx level: -75 dBm";

    [Test]
    public async Task Shows_the_cells_of_mbimex_1()
    {
        var shown = await ShowAsync("--ms-query-base-stations-info");
        Assert.Multiple(() =>
        {
            Assert.That(shown, Does.Contain("System type: lte, 5g-nsa"));
            Assert.That(shown, Does.Contain(Neighbors));
            Assert.That(shown, Does.Contain("Neighboring UMTS cells: 1 Neighboring cell [1]: Provider id: 00101 LAC: 17 Cell id: 65537 UARFCN: 10700 Primary Scrambling Code: 511 RSCP: -85 dBm ECNO: -7 dBm Path loss: unknown"));
            Assert.That(shown, Does.Contain("Neighboring TDSCDMA cells: 1 Neighboring cell [1]: Provider id: 00101 LAC: 18 Cell id: 3 UARFCN: 10087 Cell parameter id: 127 Timing advance: 1023 RSCP: -90 dBm"));
            Assert.That(shown, Does.Contain("LTE Serving cell: Provider id: 00101 Cell id: 16387 EARFCN: 1575 Physical cell id: 104 TAC: 4660 RSRP: -95 dBm RSRQ: -10 dBm Timing advance: 3"));
            Assert.That(shown, Does.Contain("Neighboring LTE cells: 2 Neighboring cell [1]: Provider id: 00101 Cell id: 16641 EARFCN: 6300 Physical cell id: 102 TAC: 4661 RSRP: -105 dBm RSRQ: -12 dBm"));

            // libmbim 1.28 shows the first cell of a list in place of each.
            Assert.That(shown, Version == MbimcliVersions.Sid
                ? Does.Contain("Neighboring cell [2]: Provider id: 00102 Cell id: 268435455 EARFCN: 65535 Physical cell id: 503 TAC: 65535 RSRP: -140 dBm RSRQ: -20 dBm")
                : Does.Contain("Neighboring cell [2]: Provider id: 00101"));
            Assert.That(shown, Does.Contain("Serving NR cells: n/a Neighboring NR cells: n/a"));
        });
    }

    [Test]
    public async Task Shows_the_cells_of_mbimex_3()
    {
        var shown = await ShowAsync("--device-open-ms-mbimex-v3", "--ms-query-base-stations-info");
        Assert.Multiple(() =>
        {
            Assert.That(shown, Does.Contain("System type: lte, 5g").And.Contain("5g-endc"));
            Assert.That(shown, Does.Contain(Neighbors));
            Assert.That(shown, Does.Contain("Serving NR cells: 1 Serving cell [1]: Provider id: 00101 NCI: 68719476735 Physical cell id: 1007 NRARFCN: 636666 TAC: 77 RSRP: -88 dBm RSRQ: 21 dB SINR: 63 dB Timing advance: 5 us"), "mbimcli takes the steps of 0.5 dB for steps of 1 dB");
            Assert.That(shown, Does.Contain("Neighboring NR cells: 1 Neighboring cell [1]:").And.Contain("System subtype: 5g-nr Provider id: 00101 Cell id: 1001 Physical cell id: 5 TAC: 78 RSRP: -100 dBm RSRQ: unknown SINR: unknown"));
        });
    }

    [Test]
    public async Task Shows_area_and_signal()
    {
        Assert.That(await ShowAsync("--ms-query-location-info-status"), Does.Contain("Location area code: FFFFFFFF Tracking area code: 001234 Cell ID: 00004003"));
        var signal = await ShowAsync("--device-open-ms-mbimex-v2", "--query-signal-state");
        Assert.That(signal, Does.Contain("RSSI [0-31,99]: '99'").And.Contain("RSRP: '-95 dBm'").And.Contain("SNR: '12.0 dB'").And.Contain("RSRP: '-88 dBm'"));
    }

    [Test]
    public async Task Shows_the_services_of_intel_and_att()
    {
        var rfim = await ShowAsync("--intel-query-rfim");
        Assert.That(rfim, Does.Contain("RFIM frequency values (2):"));
        Assert.That(rfim, Does.Contain("Serving cell info: pcell Center frequency: 1842500000 Hz Bandwidth: 20000000 Hz RSRP: -95 dBm RSRQ: -10.00 dB SINR: 12.0"));
        Assert.That(rfim, Does.Contain("Serving cell info: pscell Center frequency: 3549990000 Hz Bandwidth: 100000000 Hz RSRP: -88 dBm RSRQ: -11.00 dB SINR: 20.0"));
        Assert.That(await ShowAsync("--intel-set-rfim=on"), Does.Contain("Successfully requested modem to set RFIM state"));
        Assert.That(await ShowAsync("--atds-query-location"), Does.Contain("LAC: 0000 TAC: 1234 Cell ID: 4003"));
        Assert.That(await ShowAsync("--atds-query-signal"), Does.Contain("RSRQ: -10.00 dBm RSRP: -95 dBm RSSNR: 12 dB"));
    }
}
