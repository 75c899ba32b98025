using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Services.CellBench;

namespace MbimEmulator.Tests.Services;

/// <summary>The modem goes from cell to cell, and its host hears of it: registration, attachment, signal, location.</summary>
public sealed class CellMoveTests
{
    private readonly ModemBench _bench = Ready(MbimExVersion.V2);

    [Test]
    public void At_registration_the_host_hears_of_the_area_behind_the_registration()
    {
        _bench.SetAndWait(BasicConnect.RegisterState, new SetRegisterState { RegisterAction = RegisterAction.Manual, ProviderId = "00103" });
        AssertTold("PACKET_SERVICE Detached", "REGISTER_STATE Searching", "REGISTER_STATE done Success", "REGISTER_STATE Roaming 00103", "SIGNAL_STATE 99 0", Located(NotAvailable, 9, 1), "PACKET_SERVICE Attached");
    }

    [Test]
    public void A_cell_of_the_same_kind_is_another_area_alone()
    {
        _bench.Connect();
        _bench.Transcript.Clear();
        Move("lte-2");
        AssertTold("SIGNAL_STATE 99 0", Located(NotAvailable, 4661, 16641));
        Assert.That(_bench.Query(MsBasicConnectExtensions.LocationInfoStatus).Success, Is.EqualTo(new LocationInfo { LocationAreaCode = NotAvailable, TrackingAreaCode = 4661, CellId = 16641 }));
        Assert.That(_bench.Modem.ActiveContexts, Has.Count.EqualTo(1), "a handover");
    }

    [Test]
    public void Another_cell_of_the_same_area_is_not_told()
    {
        Move("lte-3");
        AssertTold();
        Assert.That(_bench.Query(MsBasicConnectExtensions.LocationInfoStatus).Success.CellId, Is.EqualTo(16386));
    }

    [Test]
    public void From_lte_to_nr_and_5g_nsa_the_data_classes_come_before_signal_and_area()
    {
        Move("nr-1");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0", Located(NotAvailable, 77, NotAvailable));
        AssertClasses(DataClass.FiveGSa, DataClassV3.FiveG, DataSubclass.FiveGNr, FrequencyRange.Range1);
        Move("nr-2");
        AssertTold("PACKET_SERVICE Attached", "SIGNAL_STATE 99 0", Located(NotAvailable, 78, 4097));
        AssertClasses(DataClass.FiveGSa, DataClassV3.FiveG, DataSubclass.FiveGNr, FrequencyRange.Range2);
        Move("anchor");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0", Located(NotAvailable, 4660, 16387));
        AssertClasses(DataClass.Lte | DataClass.FiveGNsa, DataClassV3.FiveG, DataSubclass.FiveGEndc, FrequencyRange.Range1);
        Move("lte-3");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0");
        AssertClasses(DataClass.Lte, DataClassV3.Lte, DataSubclass.None, FrequencyRange.Unknown);
    }

    [Test]
    public void The_nr_cell_of_5g_nsa_comes_and_goes_with_its_level()
    {
        Move("anchor");
        _bench.Transcript.Clear();
        _bench.Change("cell-level", "nr-1", "none");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0");
        AssertClasses(DataClass.Lte, DataClassV3.Lte, DataSubclass.None, FrequencyRange.Unknown);
        _bench.Change("cell-level", "nr-1", "-110");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0");
        AssertClasses(DataClass.Lte | DataClass.FiveGNsa, DataClassV3.FiveG, DataSubclass.FiveGEndc, FrequencyRange.Range1);
    }

    [Test]
    public void From_lte_to_umts_the_area_is_a_location_area()
    {
        Move("umts-1");
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 18 0", Located(17, NotAvailable, 268435455));
        AssertClasses(DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa, DataClassV3.Hsdpa | DataClassV3.Hsupa, DataSubclass.None, FrequencyRange.Unknown);
        Move("bare");
        Assert.That(_bench.Transcript, Has.No.Member(Located(NotAvailable, NotAvailable, NotAvailable)), "an area that becomes invalid is not told");
    }

    [Test]
    public void The_default_bearer_of_lte_ends_in_umts_and_comes_back_in_lte()
    {
        Assert.That(_bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success.LteAttachState, Is.EqualTo(LteAttachState.Attached));
        Move("umts-1");
        Assert.That(_bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success.LteAttachState, Is.EqualTo(LteAttachState.Detached));
        Assert.That(_bench.Query(BasicConnect.PacketService).Success.PacketServiceState, Is.EqualTo(PacketServiceState.Attached));
        Move("lte-2");
        Assert.That(_bench.Query(MsBasicConnectExtensions.LteAttachInfo).Success.LteAttachState, Is.EqualTo(LteAttachState.Attached));
    }

    [Test]
    public void Another_providers_cell_is_roaming_and_contexts_stay()
    {
        _bench.Connect();
        _bench.Transcript.Clear();
        Move("away");
        AssertTold("REGISTER_STATE Roaming 00103", "SIGNAL_STATE 99 0", Located(NotAvailable, 9, 1));
        Assert.That(_bench.Modem.ActiveContexts, Has.Count.EqualTo(1));
        _bench.Do(modem => modem.Roam("00101"));
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("lte 4660"), "the first cell of the provider");
    }

    [Test]
    public void The_area_of_the_serving_cell_changes()
    {
        _bench.Change("change-tac", "5");
        AssertTold(Located(NotAvailable, 5, 16385));
        Move("gsm-1");
        _bench.Transcript.Clear();
        _bench.Change("change-tac", "65535");
        AssertTold(Located(65535, NotAvailable, 4));
        Assert.That(_bench.Query(MsBasicConnectExtensions.BaseStationsInfo, All).Success.GsmServingCell!.LocationAreaCode, Is.EqualTo(65535));
        Move("nr-1");
        _bench.Transcript.Clear();
        _bench.Change("change-tac", "16777215");
        AssertTold("PACKET_SERVICE Attached", Located(NotAvailable, 16777215, NotAvailable));
    }

    [Test]
    public void The_tracking_area_of_nr_is_in_packet_service_of_mbimex_3()
    {
        var bench = Ready();
        bench.Change("move-to-cell", "nr-1");
        Assert.That(bench.Query(BasicConnect.PacketService).Success.Tai, Is.EqualTo(new Tai { PlmnMcc = 0x001, PlmnMnc = 0x8001, Tac = 77 }));
        bench.Change("move-to-cell", "lte-1");
        Assert.That(bench.Query(BasicConnect.PacketService).Success.Tai, Is.EqualTo(new Tai { PlmnMcc = 0xFFFF, PlmnMnc = 0xFFFF, Tac = NotAvailable }));
    }

    [Test]
    public void When_the_serving_cell_is_lost_the_next_one_of_the_provider_serves()
    {
        _bench.Connect();
        _bench.Transcript.Clear();
        _bench.Change("cell-level", "lte-1", "none");
        AssertTold("SIGNAL_STATE 99 0", Located(NotAvailable, 4661, 16641));
        _bench.Change("cell-level", "lte-1", "-95");
        AssertTold("SIGNAL_STATE 99 0", Located(NotAvailable, 4660, 16385));
    }

    [Test]
    public void When_all_cells_of_the_provider_are_lost_the_modem_searches_and_finds_another_one()
    {
        var bench = Ready(MbimExVersion.V2, With("[{ name: only, rat: lte, tac: 1, rsrp: -90, rsrq: -10 }, { name: away, rat: lte, provider: '00103', tac: 9, rsrp: -110, rsrq: -10 }]", "[{ id: '00101', name: h }, { id: '00103', name: a }]"));
        bench.Connect();
        bench.Transcript.Clear();
        bench.Change("cell-level", "only", "none");
        bench.Advance(1000);
        Assert.That(Told(bench), Is.EqualTo(new[]
        {
            "CONNECT 0 Deactivated 0", "PACKET_SERVICE Detached", "REGISTER_STATE Searching", "SIGNAL_STATE 99 0", "REGISTER_STATE Roaming 00103", Located(NotAvailable, 9, NotAvailable), "PACKET_SERVICE Attached",
        }));
        bench.Transcript.Clear();
        bench.Change("cell-level", "away", "none");
        bench.Advance(1000);
        Assert.That(Told(bench), Is.EqualTo(new[] { "PACKET_SERVICE Detached", "REGISTER_STATE Searching", "SIGNAL_STATE 99 99" }));
        bench.Transcript.Clear();
        bench.Change("cell-level", "only", "-140");
        bench.Advance(1000);
        Assert.That(Told(bench), Is.EqualTo(new[] { "SIGNAL_STATE 99 0", "REGISTER_STATE Home 00101", Located(NotAvailable, 1, NotAvailable), "PACKET_SERVICE Attached" }));
    }

    [Test]
    public void A_drive_goes_from_cell_to_cell_on_time()
    {
        _bench.Change("drive", "commute");
        AssertTold("SIGNAL_STATE 99 0", Located(NotAvailable, 4661, 16641));
        _bench.Advance(9999);
        AssertTold();
        _bench.Advance(1);
        AssertTold("PACKET_SERVICE Detached", "REGISTER_STATE Searching", "SIGNAL_STATE 99 99");
        _bench.Advance(4999);
        AssertTold();
        _bench.Advance(1);
        AssertTold("SIGNAL_STATE 18 0");
        _bench.Advance(200);
        AssertTold("REGISTER_STATE Home 00101", Located(17, NotAvailable, 268435455));
        _bench.Advance(799);
        AssertTold("PACKET_SERVICE Attached");
        _bench.Advance(1);
        AssertTold("REGISTER_STATE Home 00101", "PACKET_SERVICE Attached", "SIGNAL_STATE 99 0", Located(NotAvailable, 4660, 16385));
        _bench.Advance(3_600_000);
        AssertTold();
    }

    [Test]
    public void A_drive_ends_where_it_is_stopped_or_the_modem_is_moved()
    {
        _bench.Change("drive", "commute");
        _bench.Advance(5000);
        _bench.Change("drive", "stop");
        _bench.Transcript.Clear();
        _bench.Advance(60_000);
        AssertTold();
        _bench.Change("drive", "commute");
        Move("gsm-1");
        _bench.Transcript.Clear();
        _bench.Advance(60_000);
        AssertTold();
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("gsm 19"));
    }

    [Test]
    public void Behind_a_tunnel_the_modem_registers_where_it_is()
    {
        _bench.Change("drive", "abroad");
        _bench.Advance(2000);
        Assert.That(_bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Roaming));
    }

    [Test]
    public void The_place_outlives_power_and_is_where_a_modem_registers_that_did_not()
    {
        _bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        _bench.Transcript.Clear();
        Move("away");
        AssertTold();
        _bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.On));
        _bench.Advance(1000);
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("lte 9"));
        _bench.Do(modem => modem.Recover());
        _bench.Advance(1000);
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("lte 9"));
    }

    [TestCase("move-to-cell", "lte-9", "There is no cell 'lte-9'; expected one of lte-1, lte-2, lte-3, anchor, nr-1, nr-2, umts-1, td-1, gsm-1, bare, away, barred, 00102. Did you mean 'lte-1'?")]
    [TestCase("move-to-cell", "barred", "a provider that refuses the subscriber")]
    [TestCase("change-tac", "65536", "'65536' is not a number from 0 to 65535")]
    [TestCase("change-tac", "x", "'x' is not a number")]
    [TestCase("cell-level", "lte-1 weak", "'weak' is not a level; expected dBm such as -95, or none")]
    [TestCase("cell-level", "lte-1 -141", "'-141' is no rsrp of lte-1; expected -140 to -44, or none")]
    [TestCase("cell-level", "lte-4 -95", "There is no cell 'lte-4'")]
    [TestCase("drive", "comute", "There is no drive 'comute'; expected one of commute, abroad. Did you mean 'commute'?")]
    public void What_is_not_there_is_refused_with_what_is(string change, string arguments, string message) =>
        Assert.That(() => _bench.Change(change, arguments.Split(' ')), Throws.Exception.With.Message.Contains(message));

    [Test]
    public void What_is_not_heard_or_not_registered_is_refused()
    {
        _bench.Change("cell-level", "lte-2", "none");
        Assert.That(() => _bench.Change("move-to-cell", "lte-2"), Throws.Exception.With.Message.Contains("does not hear the cell 'lte-2'"));
        _bench.Do(modem => modem.EjectSim());
        Assert.That(() => _bench.Change("change-tac", "5"), Throws.Exception.With.Message.Contains("registered in no cell"));
    }

    private static ModemProfile With(string cells, string providers) => ModemProfile.Parse("few", $"extends: default\nnetwork:\n  providers: {providers}\n  cells: {cells}\n");

    private void Move(string cell) => _bench.Change("move-to-cell", cell);

    private void AssertTold(params string[] lines)
    {
        Assert.That(
            Told(_bench).Where(line => !line.Contains("done", StringComparison.Ordinal) || line.StartsWith("REGISTER_STATE", StringComparison.Ordinal)), Is.EqualTo(lines));
        _bench.Transcript.Clear();
    }

    // Without the default bearer of LTE, which comes and goes with the packet service.
    private static IEnumerable<string> Told(ModemBench bench) =>
        bench.Transcript.Where(line => !line.StartsWith("MS Basic Connect Extensions 4 ", StringComparison.Ordinal));

    private void AssertClasses(DataClass available, DataClassV3 current, DataSubclass subclass, FrequencyRange range)
    {
        Assert.That(_bench.Query(BasicConnect.RegisterState).Success.AvailableDataClasses, Is.EqualTo(available));
        var info = _bench.Query(BasicConnect.PacketService).Success;
        Assert.That((info.HighestAvailableDataClass, info.DataSubclass, info.FrequencyRange), Is.EqualTo((current, subclass, range)));
        _bench.Transcript.Clear();
    }
}
