using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

/// <summary>SIGNAL_STATE of cells, by the rules of MBIMEx 2.0.</summary>
public sealed class SignalTests
{
    private static readonly MbimExVersion[] Versions = [MbimExVersion.V1, MbimExVersion.V2];

    // Rssi at MBIM 1.0, Rssi at MBIMEx 2.0, and the list: RSRP SNR class.
    [TestCase("rat: lte, rsrp: -95, rsrq: -10, snr: 12", 24u, 99u, "62 71 Lte")]
    [TestCase("rat: lte, rsrp: -95, rsrq: -10, snr: 12, bandwidth: 5", 21u, 99u, "62 71 Lte")]
    [TestCase("rat: lte, rsrp: -95", 99u, 99u, "62 128 Lte")]
    [TestCase("rat: lte, snr: -23", 99u, 99u, "127 1 Lte")]
    [TestCase("rat: lte, rssi: -73", 20u, 20u, "")]
    [TestCase("rat: lte, rssi: -73, rsrp: -95", 20u, 99u, "62 128 Lte")]
    [TestCase("rat: lte", 99u, 99u, "")]
    [TestCase("rat: nr, rsrp: -156", 99u, 99u, "1 128 FiveGSa")]
    [TestCase("rat: nr, rsrp: -31, snr: 40", 99u, 99u, "126 127 FiveGSa")]
    [TestCase("rat: nr, rsrp: -90, rsrq: -11, snr: 0", 29u, 99u, "67 47 FiveGSa")]
    [TestCase("rat: umts, rscp: -85, ecno: -7", 18u, 18u, "")]
    [TestCase("rat: umts, rscp: -85", 99u, 99u, "")]
    [TestCase("rat: gsm, rssi: -75", 19u, 19u, "")]
    [TestCase("rat: tdscdma, rscp: -90", 12u, 12u, "")]
    public void A_signal_is_told_in_the_words_of_each_version(string cell, uint first, uint second, string list)
    {
        foreach (var version in Versions)
        {
            var info = Among(version, cell).Query(BasicConnect.SignalState).Success;
            Assert.That(info.Rssi, Is.EqualTo(version == MbimExVersion.V1 ? first : second), $"{version}");
            Assert.That(ListOf(info), Is.EqualTo(version == MbimExVersion.V1 ? "" : list), $"{version}");
        }
    }

    [Test]
    public void Without_rsrp_and_snr_offset_and_size_of_the_list_are_0()
    {
        var bench = Among(MbimExVersion.V2, "rat: lte, rssi: -73");
        bench.Raw(BasicConnect.Id, BasicConnect.SignalState.Number, MbimProtocol.Messages.MbimCommandType.Query, [], out var answer);
        Assert.That(Convert.ToHexStringLower(answer), Is.EqualTo("14000000000000001e00000003000000010000000000000000000000"));
    }

    [Test]
    public void With_5g_nsa_there_are_both_systems_and_thresholds_of_the_modems_own()
    {
        var bench = Among(MbimExVersion.V2, "rat: lte, rsrp: -95, endc: b", "rat: nr, rsrp: -88, snr: 20");
        var info = bench.Query(BasicConnect.SignalState).Success;
        Assert.That(info.RsrpSnr, Is.EqualTo(new[]
        {
            new RsrpSnrInfo { Rsrp = 62, Snr = 128, SystemType = DataClass.Lte }, new RsrpSnrInfo { Rsrp = 69, Snr = 87, SystemType = DataClass.FiveGNsa },
        }));
        Assert.That(info.Rssi, Is.EqualTo(99));
    }

    [Test]
    public void Rsrp_is_reported_by_the_threshold_and_a_smaller_change_after_the_interval()
    {
        var bench = Among(MbimExVersion.V2, "rat: lte, rsrp: -95, rsrq: -10");
        bench.Change("cell-level", "a", "-101");
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SIGNAL_STATE 99 0" }));
        Assert.That(ListOf((SignalStateInfo)bench.Notified["SIGNAL_STATE"]), Is.EqualTo("56 128 Lte"));
        bench.Transcript.Clear();
        bench.Change("cell-level", "a", "-102");
        bench.Advance(29_999);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SIGNAL_STATE 99 0" }));
        Assert.That(ListOf((SignalStateInfo)bench.Notified["SIGNAL_STATE"]), Is.EqualTo("55 128 Lte"));
    }

    [Test]
    public void The_threshold_of_the_host_counts_for_a_cell_that_has_rsrp_alone()
    {
        var bench = Among(MbimExVersion.V2, "rat: lte, rsrp: -95");
        bench.Set(BasicConnect.SignalState, new SetSignalState { RssiThreshold = 10 });
        bench.Transcript.Clear();
        bench.Change("cell-level", "a", "-114");
        Assert.That(bench.Transcript, Is.Empty);
        bench.Change("cell-level", "a", "-115");
        Assert.That(bench.Transcript, Has.Count.EqualTo(1));
        bench.Set(BasicConnect.SignalState, new SetSignalState { RssiThreshold = uint.MaxValue, ErrorRateThreshold = uint.MaxValue, SignalStrengthInterval = uint.MaxValue });
        bench.Transcript.Clear();
        bench.Change("cell-level", "a", "-44");
        bench.Advance(int.MaxValue);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Set(BasicConnect.SignalState, default);
        Assert.That(bench.Transcript, Is.EqualTo(new[] { "SIGNAL_STATE done Success", "SIGNAL_STATE 99 0" }), "0 is the modem's own again");
    }

    [Test]
    public void Snr_is_reported_by_the_same_decibels()
    {
        var bench = Among(MbimExVersion.V2, "rat: nr, rsrp: -95, snr: 20", "rat: nr, rsrp: -95, snr: 14", "rat: nr, rsrp: -95, snr: 15");
        bench.Change("move-to-cell", "c");
        Assert.That(bench.Transcript, Is.Empty, "5 dB");
        bench.Change("move-to-cell", "b");
        Assert.That(bench.Transcript, Has.Count.EqualTo(1), "6 dB");
    }

    [Test]
    public void The_change_of_rssi_moves_rsrp_and_what_base_stations_tell()
    {
        var bench = Among(MbimExVersion.V2, "rat: lte, rsrp: -95, rsrq: -10");
        bench.Do(modem => modem.SetSignal(5, 3));
        Assert.That(bench.Modem.Signal.Rssi, Is.EqualTo(5));
        Assert.That(ListOf(bench.Query(BasicConnect.SignalState).Success), Is.EqualTo("24 128 Lte"), "38 dB below");
        Assert.That(bench.Query(MbimProtocol.Services.MsBasicConnectExtensionsService.MsBasicConnectExtensions.BaseStationsInfo).Success.LteServingCell!.Rsrp, Is.EqualTo(-133));
        bench.Do(modem => modem.SetSignal(0));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home), "however weak, it is heard");
    }

    private static string ListOf(SignalStateInfo info) => string.Join(", ", info.RsrpSnr.Select(entry => $"{entry.Rsrp} {entry.Snr} {entry.SystemType}"));

    private static ModemBench Among(MbimExVersion version, params string[] cells)
    {
        const DataClass Classes = DataClass.Gprs | DataClass.Umts | DataClass.Lte | DataClass.FiveGNsa | DataClass.FiveGSa;
        var profile = ModemProfile.Parse("signal", $"extends: default\nnetwork:\n  cells: [{string.Join(", ", cells.Select((cell, index) => $"{{ name: {(char)('a' + index)}, {cell} }}"))}]\n");
        return ModemBench.Ready(profile with { Capabilities = profile.Capabilities with { DataClass = Classes } }, version);
    }
}
