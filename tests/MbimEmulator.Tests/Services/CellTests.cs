using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Services.CellBench;

namespace MbimEmulator.Tests.Services;

public sealed class CellTests
{
    [Test]
    public void The_serving_cell_and_its_neighbors_are_those_of_the_profile()
    {
        var info = Ready().Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((info.SystemType, info.SystemSubType), Is.EqualTo((DataClassV3.Lte, DataSubclass.None)));
            Assert.That(info.LteServingCell, Is.EqualTo(new LteServingCellInfo { ProviderId = "00101", CellId = 16385, Earfcn = 1575, PhysicalCellId = 101, Tac = 4660, Rsrp = -95, Rsrq = -10, TimingAdvance = 3 }));
            Assert.That(info.LteMrl.Select(cell => cell.PhysicalCellId), Is.EqualTo(new uint[] { 102, 103, 104, 1, NotAvailable }));
            Assert.That(info.LteMrl[0], Is.EqualTo(new LteMrlInfo { ProviderId = "00101", CellId = 16641, Earfcn = 6300, PhysicalCellId = 102, Tac = 4661, Rsrp = -105, Rsrq = -12 }));
            Assert.That(info.LteMrl[3], Is.EqualTo(new LteMrlInfo { ProviderId = "00103", CellId = 1, Earfcn = 100, PhysicalCellId = 1, Tac = 9, Rsrp = -110, Rsrq = -1 }));
            Assert.That(info.UmtsMrl, Is.EqualTo(new[] { new UmtsMrlInfo { ProviderId = "00101", LocationAreaCode = 17, CellId = 268435455, Uarfcn = 10700, PrimaryScramblingCode = 511, Rscp = -85, Ecno = -7, PathLoss = NotAvailable } }));
            Assert.That(info.TdscdmaMrl, Is.EqualTo(new[] { new TdscdmaMrlInfo { ProviderId = "00101", LocationAreaCode = 18, CellId = 3, Uarfcn = 10087, CellParameterId = 127, TimingAdvance = 1023, Rscp = -90, PathLoss = NotAvailable } }));
            Assert.That(info.GsmNmr, Is.EqualTo(new[]
            {
                new GsmNmrInfo { ProviderId = "00101", LocationAreaCode = 19, CellId = 4, Arfcn = 62, BaseStationId = 63, RxLevel = 35 },
                new GsmNmrInfo { ProviderId = "00101", LocationAreaCode = NotAvailable, CellId = NotAvailable, Arfcn = NotAvailable, BaseStationId = NotAvailable, RxLevel = NotAvailable },
            }));
            Assert.That(info.NrNeighborCells, Is.EqualTo(new[]
            {
                new NrNeighborCellInfo { SystemSubType = DataSubclass.FiveGNr, ProviderId = "00101", CellId = "FFFFFFFFF", PhysicalCellId = 1007, Tac = 77, Rsrp = 68, Rsrq = 64, Sinr = 86 },
                new NrNeighborCellInfo { SystemSubType = DataSubclass.FiveGNr, ProviderId = "00101", CellId = "1001", PhysicalCellId = 5, Tac = 78, Rsrp = 56, Rsrq = NotAvailable, Sinr = NotAvailable },
            }));
            Assert.That((info.GsmServingCell, info.UmtsServingCell, info.TdscdmaServingCell, info.NrServingCells.Count, info.CdmaMrl.Count), Is.EqualTo(((GsmServingCellInfo?)null, (UmtsServingCellInfo?)null, (TdscdmaServingCellInfo?)null, 0, 0)));
        }
    }

    [Test]
    public void Every_technology_has_its_serving_cell()
    {
        var bench = Ready();
        using (Assert.EnterMultipleScope())
        {
            var umts = In("umts-1");
            Assert.That((umts.SystemType, umts.LteServingCell), Is.EqualTo((DataClassV3.Hsdpa | DataClassV3.Hsupa, (LteServingCellInfo?)null)));
            Assert.That(umts.UmtsServingCell, Is.EqualTo(new UmtsServingCellInfo
            {
                ProviderId = "00101",
                LocationAreaCode = 17,
                CellId = 268435455,
                FrequencyInfoUL = NotAvailable,
                FrequencyInfoDL = 10700,
                FrequencyInfoNT = NotAvailable,
                Uarfcn = 10700,
                PrimaryScramblingCode = 511,
                Rscp = -85,
                Ecno = -7,
                PathLoss = NotAvailable,
            }));
            Assert.That(In("td-1").TdscdmaServingCell, Is.EqualTo(new TdscdmaServingCellInfo { ProviderId = "00101", LocationAreaCode = 18, CellId = 3, Uarfcn = 10087, CellParameterId = 127, TimingAdvance = 1023, Rscp = -90, PathLoss = NotAvailable }));
            Assert.That(In("gsm-1").GsmServingCell, Is.EqualTo(new GsmServingCellInfo { ProviderId = "00101", LocationAreaCode = 19, CellId = 4, TimingAdvance = 1, Arfcn = 62, BaseStationId = 63, RxLevel = 35 }));
            Assert.That(In("nr-1").NrServingCells, Is.EqualTo(new[] { new NrServingCellInfo { ProviderId = "00101", Nci = 68719476735, PhysicalCellId = 1007, Nrarfcn = 636666, Tac = 77, Rsrp = 68, Rsrq = 64, Sinr = 86, TimingAdvance = 5 } }));
            var both = In("anchor");
            Assert.That((both.SystemType, both.SystemSubType), Is.EqualTo((DataClassV3.Lte | DataClassV3.FiveG, DataSubclass.FiveGEndc)));
            Assert.That((both.LteServingCell!.PhysicalCellId, both.NrServingCells.Count, both.NrNeighborCells.Count), Is.EqualTo((104u, 1, 1)));
        }

        BaseStationsInfo In(string cell)
        {
            bench.Change("move-to-cell", cell);
            return bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        }
    }

    [Test]
    public void A_modem_of_cdma_has_one_list_of_serving_cells_and_neighbors()
    {
        var profile = ModemProfile.Parse("cdma", """
            extends: default
            capabilities: { cellularClass: [cdma], dataClass: [oneXRtt, oneXEvdo], controlCaps: [cdmaSimpleIp] }
            network:
              cells:
                - { name: a, rat: cdma, sid: 22, nid: 11, cellId: 33, pn: 44, rssi: -80, ecio: -6, latitude: 52.5, longitude: -13.4 }
                - { name: b, rat: cdma }
                - { name: c, rat: lte, rsrp: -90 }
            """);
        var bench = Ready(MbimExVersion.V1, profile);
        var info = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        var gps = (uint)(bench.Clock.GetUtcNow() - new DateTimeOffset(1980, 1, 6, 0, 0, 0, TimeSpan.Zero)).TotalSeconds + 18;
        Assert.That(info.CdmaMrl, Is.EqualTo(new[]
        {
            new CdmaMrlInfo { ServingCellFlag = 1, Nid = 11, Sid = 22, BaseStationId = 33, BaseLatitude = 756000, BaseLongitude = 8388608 - 192960, RefPn = 44, GpsSeconds = gps, PilotStrength = 12 },
            new CdmaMrlInfo
            {
                Nid = NotAvailable, Sid = NotAvailable, BaseStationId = NotAvailable, BaseLatitude = NotAvailable, BaseLongitude = NotAvailable, RefPn = NotAvailable, GpsSeconds = gps, PilotStrength = NotAvailable,
            },
        }));
        Assert.That((info.SystemType, info.LteMrl.Count), Is.EqualTo((DataClassV3.OneXEvdo, 0)), "it cannot hear LTE");
        Assert.That(bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All with { MaxCdmaCount = 1 }).Success.CdmaMrl.Single().ServingCellFlag, Is.EqualTo(1));
        Assert.That(bench.Query(BasicConnect.SignalState).Success.Rssi, Is.EqualTo(17));
    }

    [Test]
    public void A_host_gets_as_many_neighbors_as_it_takes_and_always_the_serving_cell()
    {
        var bench = Ready();
        var two = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All with { MaxLteCount = 2, MaxGsmCount = 1, MaxNrCount = 1 }).Success;
        Assert.That((two.LteMrl.Count, two.GsmNmr.Count, two.NrNeighborCells.Count, two.UmtsMrl.Count), Is.EqualTo((2, 1, 1, 1)));
        var none = bench.Query(MsBasicConnectExtensions.BaseStationsInfo).Success;
        Assert.That(none.LteServingCell, Is.Not.Null);
        Assert.That(none.LteMrl.Count + none.GsmNmr.Count + none.UmtsMrl.Count + none.TdscdmaMrl.Count + none.NrNeighborCells.Count, Is.Zero);
        Assert.That(bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All with { MaxLteCount = uint.MaxValue }).Success.LteMrl.Count, Is.EqualTo(5));
    }

    [Test]
    public void A_host_of_mbimex_1_hears_nothing_of_nr()
    {
        var bench = Ready(MbimExVersion.V1);
        bench.Change("move-to-cell", "anchor");
        var info = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        Assert.That((info.SystemType, info.SystemSubType, info.NrServingCells.Count), Is.EqualTo((DataClassV3.Lte | DataClassV3.FiveG, DataSubclass.FiveGEndc, 0)));
        bench.Change("move-to-cell", "nr-1");
        Assert.That(bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success.LteMrl.Count, Is.EqualTo(6));
        bench.Query(MsBasicConnectExtensions.BaseStationsInfo).AssertRefused(MbimStatus.Failure);
    }

    [Test]
    public void A_list_without_any_cell_is_never_answered()
    {
        var bench = Ready();
        bench.Do(modem => modem.LoseCoverage());
        bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).AssertRefused(MbimStatus.NotRegistered);
        bench.Do(modem => modem.RegainCoverage());
        bench.Do(modem => modem.EjectSim());
        var unregistered = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        Assert.That((unregistered.SystemType, unregistered.LteServingCell, unregistered.LteMrl.Count), Is.EqualTo((DataClassV3.None, (LteServingCellInfo?)null, 6)));
        bench.Query(MsBasicConnectExtensions.BaseStationsInfo).AssertRefused(MbimStatus.NotRegistered);
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).AssertRefused(MbimStatus.RadioPowerOff);
    }

    [Test]
    public void A_profile_without_cells_has_one_for_each_provider_and_neighbors_of_four_technologies()
    {
        var bench = Ready(MbimExVersion.V1, new ModemProfile());
        var info = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        Assert.That(info.LteServingCell, Is.EqualTo(new LteServingCellInfo { ProviderId = "00101", CellId = 769, Earfcn = 1575, PhysicalCellId = 10, Tac = 1, Rsrp = -87, Rsrq = -12, TimingAdvance = NotAvailable }));
        Assert.That((info.GsmNmr.Count, info.UmtsMrl.Count, info.TdscdmaMrl.Count, info.LteMrl.Count), Is.EqualTo((1, 1, 1, 1)));
        Assert.That((info.GsmNmr[0].RxLevel, info.UmtsMrl[0].Rscp, info.TdscdmaMrl[0].Rscp, info.LteMrl[0].Rsrp), Is.EqualTo((11u, -99, -99, -99)));
        Assert.That(bench.Query(MsBasicConnectExtensions.LocationInfoStatus).Success, Is.EqualTo(new LocationInfo { LocationAreaCode = NotAvailable, TrackingAreaCode = 1, CellId = 769 }));
        bench.Do(modem => modem.Roam("00103"));
        Assert.That(bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success.LteServingCell!.ProviderId, Is.EqualTo("00103"));
        bench.Do(modem => modem.SetSignal(15));
        Assert.That(bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success.LteServingCell!.Rsrp, Is.EqualTo(-97));
    }

    [TestCase(DataClass.FiveGSa, 0, 0, 0, 1)]
    [TestCase(DataClass.FiveGNsa | DataClass.Lte, 0, 0, 1, 1)]
    [TestCase(DataClass.Umts | DataClass.Hsdpa, 0, 1, 0, 0)]
    [TestCase(DataClass.Edge, 1, 0, 0, 0)]
    [TestCase(DataClass.Custom, 1, 0, 0, 0)]
    public void The_cell_that_is_made_is_of_the_networks_data_class(DataClass dataClass, int gsm, int umts, int lte, int nr)
    {
        var profile = new ModemProfile { Capabilities = new() { DataClass = dataClass }, Network = new() { DataClass = dataClass } };
        var info = Ready(profile: profile).Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        Assert.That(
            (info.GsmServingCell is null ? 0 : 1, info.UmtsServingCell is null ? 0 : 1, info.LteServingCell is null ? 0 : 1, info.NrServingCells.Count),
            Is.EqualTo((gsm, umts, lte, nr)));
    }

    [Test]
    public void A_provider_without_cells_among_others_has_one_that_is_made()
    {
        var bench = Ready();
        bench.Do(modem => modem.Roam("00102"));
        var info = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success;
        Assert.That((info.LteServingCell!.ProviderId, info.LteMrl.Count), Is.EqualTo(("00102", 6)));
    }

    [Test]
    public void The_host_chooses_a_technology_by_its_data_classes()
    {
        var bench = Ready();
        var umts = bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { DataClass = DataClass.Umts }).Success;
        Assert.That((umts.AvailableDataClasses, umts.PreferredDataClasses), Is.EqualTo((DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa, DataClass.Umts)));
        Assert.That(bench.ReadStates("cells"), Is.EqualTo("umts 17"));
        Assert.That(bench.Query(BasicConnect.PacketService).Success.HighestAvailableDataClass, Is.EqualTo(DataClassV3.Umts));
        bench.Set(BasicConnect.RegisterState, new SetRegisterState { DataClass = DataClass.OneXRtt }).AssertRefusedWhole(MbimStatus.DataClassNotAvailable);
        Assert.That(bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState()).Success.AvailableDataClasses, Is.EqualTo(DataClass.Lte));
    }

    [Test]
    public void A_scan_hears_providers_by_their_cells()
    {
        var bench = Ready();
        bench.Change("cell-level", "barred", "none");
        var reply = bench.Query(BasicConnect.VisibleProviders);
        bench.Advance(1000);
        Assert.That(reply.Success.Providers.Select(provider => (provider.ProviderId, provider.Rssi)), Is.EqualTo(new[] { ("00101", 24u), ("00102", 15u), ("00103", 99u) }));
    }

    [Test]
    public void Mbim10_has_no_cells() =>
        ModemBench.Ready(ModemProfile.Load("mbim10")).Query(MsBasicConnectExtensions.BaseStationsInfo, All).AssertRefused(MbimStatus.NoDeviceSupport);
}
