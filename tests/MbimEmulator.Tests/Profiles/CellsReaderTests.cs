using MbimEmulator.Profiles;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Profiles;

public sealed class CellsReaderTests
{
    [Test]
    public void Cells_and_drives_are_read()
    {
        var network = ModemProfile.Parse("x", """
            extends: default
            network:
              cells:
                - { name: a, rat: lte, provider: "00102", tac: 1, cellId: 2, arfcn: 3, pci: 4, rsrp: -100, rsrq: -10, snr: -5, rssi: -70, timingAdvance: 6, bandwidth: 10, endc: b }
                - { name: b, rat: nr, rsrp: -90 }
                - { name: c, rat: gsm, lac: 7, bsic: 8, rssi: -60, dataClass: [edge] }
              drives: { there: [{ cell: a, for: 2s }, { cell: none }] }
            """).Network;
        Assert.That(network.Cells, Is.EqualTo(new[]
        {
            new CellProfile
            {
                Name = "a", Rat = CellRat.Lte, Provider = "00102", AreaCode = 1, CellId = 2, Arfcn = 3, PhysicalId = 4, Level = -100, Quality = -10, Snr = -5, Rssi = -70, TimingAdvance = 6, Bandwidth = 10,
                Endc = "b",
            },
            new CellProfile { Name = "b", Rat = CellRat.Nr, Provider = "00101", Level = -90 },
            new CellProfile { Name = "c", Rat = CellRat.Gsm, Provider = "00101", AreaCode = 7, PhysicalId = 8, Level = -60, DataClass = DataClass.Edge },
        }));
        Assert.That(network.Drives, Is.EqualTo(new[] { new DriveProfile("there", [new("a", TimeSpan.FromSeconds(2)), new(null, TimeSpan.Zero)]) }));
    }

    [Test]
    public void Cells_of_a_provider_that_is_no_longer_there_are_not_there()
    {
        var profile = ModemProfile.Parse("x", "extends: default\nnetwork: { cells: [{ name: a, rat: lte, provider: '00103' }] }");
        Assert.That(() => ModemProfile.Parse("y", "extends: default\nnetwork: { providers: [{ id: '00101', name: h }] }"), Throws.Nothing);
        Assert.That(profile.Network.Cells, Has.Count.EqualTo(1));
    }

    [TestCase("cells: { a: 1 }", "network.cells: keys with values; expected a list.")]
    [TestCase("cells: [{ name: a }]", "network.cells[0]: 'rat' is missing")]
    [TestCase("cells: [{ rat: lte }]", "network.cells[0]: 'name' is missing")]
    [TestCase("cells: [{ name: a, rat: lta }]", "network.cells[0].rat: 'lta'; expected one of gsm, umts, tdscdma, lte, nr, cdma. Did you mean 'lte'?")]
    [TestCase("cells: [{ name: a, rat: lte, provider: '00110' }]", "network.cells[0].provider: '00110'; expected one of the network's providers: 00101, 00102, 00103, 00104. Did you mean '00101'?")]
    [TestCase("cells: [{ name: a, rat: lte }, { name: a, rat: lte }]", "network.cells[1]: cell a twice; expected each name only once.")]
    [TestCase("cells: [{ name: a b, rat: lte }]", "network.cells[0].name: 'a b'; expected a name of letters, digits, '.', '-' and '_', other than none and stop.")]
    [TestCase("cells: [{ name: none, rat: lte }]", "network.cells[0].name: 'none'")]
    [TestCase("cells: [{ name: '', rat: lte }]", "network.cells[0].name: ''")]
    [TestCase("cells: [{ name: a, rat: lte, lac: 1 }]", "network.cells[0]: unknown key 'lac'; expected one of rat, name, provider, tac, cellId, arfcn, pci, rsrp, rsrq, dataClass, timingAdvance, snr, bandwidth, rssi, endc. Did you mean 'tac'?")]
    [TestCase("cells: [{ name: a, rat: lte, tac: 65536 }]", "network.cells[0].tac: '65536'; expected a number from 0 to 65535.")]
    [TestCase("cells: [{ name: a, rat: lte, rsrp: -141 }]", "network.cells[0].rsrp: '-141'; expected a number from -140 to -44.")]
    [TestCase("cells: [{ name: a, rat: gsm, bsic: 64 }]", "network.cells[0].bsic: '64'; expected a number from 0 to 63.")]
    [TestCase("cells: [{ name: a, rat: nr }]", "network.cells[0]: 'rsrp' is missing")]
    [TestCase("cells: [{ name: a, rat: nr, rsrp: -90, cellId: 68719476736 }]", "expected a number from 0 to 68719476735.")]
    [TestCase("cells: [{ name: a, rat: lte, dataClass: [umts] }]", "network.cells[0].dataClass[0]: 'umts'; expected one of lte.")]
    [TestCase("cells: [{ name: a, rat: gsm, dataClass: [] }]", "network.cells[0].dataClass: none; expected at least one of gprs, edge.")]
    [TestCase("cells: [{ name: a, rat: lte, endc: nr-2 }, { name: nr-1, rat: nr, rsrp: -90 }]", "network.cells[0].endc: 'nr-2'; expected an NR cell: one of nr-1. Did you mean 'nr-1'?")]
    [TestCase("cells: [{ name: a, rat: lte, endc: a }]", "network.cells[0].endc: 'a'; expected the name of an NR cell; there is none.")]
    [TestCase("cells: [{ name: a, rat: cdma, latitude: 91 }]", "network.cells[0].latitude: '91'; expected degrees from -90 to 90.")]
    [TestCase("drives: { x: [{ cell: lte-1 }] }", "network.drives.x[0].cell: 'lte-1'; expected one of none.")]
    [TestCase("drives: { x: [] }", "network.drives.x: 0 cells; expected 1 to 256.")]
    [TestCase("drives: { stop: [{ cell: none }] }", "'stop'; expected a name")]
    [TestCase("drives: { x: [{ cell: none, for: 5 }] }", "network.drives.x[0].for: '5'; expected a time")]
    public void A_mistake_is_told_with_its_place(string network, string message) =>
        Assert.That(() => ModemProfile.Parse("x", $"extends: default\nnetwork:\n  {network}\n"), Throws.TypeOf<ModemProfileException>().With.Message.Contains(message));

    [Test]
    public void There_are_not_more_than_64_cells_and_16_drives()
    {
        Assert.That(() => Parse("cells: [", 65, i => $"{{ name: c{i}, rat: lte }}", "]"), Throws.Exception.With.Message.Contains("network.cells: 65 cells; expected at most 64."));
        Assert.That(Parse("cells: [", 64, i => $"{{ name: c{i}, rat: lte }}", "]").Network.Cells, Has.Count.EqualTo(64));
        Assert.That(() => Parse("drives: {", 17, i => $"d{i}: [{{ cell: none }}]", "}"), Throws.Exception.With.Message.Contains("network.drives: 17 drives; expected at most 16."));
        Assert.That(() => Parse("drives: { d: [", 257, i => "{ cell: none }", "] }"), Throws.Exception.With.Message.Contains("network.drives.d: 257 cells; expected 1 to 256."));

        static ModemProfile Parse(string begin, int count, Func<int, string> item, string end) =>
            ModemProfile.Parse("x", $"extends: default\nnetwork:\n  {begin}{string.Join(", ", Enumerable.Range(0, count).Select(item))}{end}\n");
    }
}
