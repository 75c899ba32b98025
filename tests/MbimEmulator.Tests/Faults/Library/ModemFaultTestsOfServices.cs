using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfServices
{
    [Test]
    public void M62_qmi_is_refused()
    {
        var bench = Ready("M62");
        Assert.That(bench.Raw(new Guid("d1a30bc2-f97a-6e43-bf65-c7e24fb0f0d3"), 1, MbimCommandType.Set, [1, 15, 0], out var answer), Is.EqualTo(MbimStatus.OperationNotAllowed));
        Assert.That(answer, Is.Empty);
        Assert.That(bench.Raw(Guid.NewGuid(), 1, MbimCommandType.Set, [], out _), Is.EqualTo(MbimStatus.NoDeviceSupport), "another service");
    }

    [TestCase("failure", MbimStatus.Failure)]
    [TestCase("invalidParameters", MbimStatus.InvalidParameters)]
    public void M64_a_stream_too_many_is_refused_with_the_wrong_status(string name, MbimStatus status)
    {
        var bench = Start(new ModemProfile { MaxDssSessions = 2 }, MbimExVersion.V1, "M64", ("status", name));
        var echo = new SetDssConnect { DeviceServiceId = new Guid("5fb1cb60-d8a4-4a3b-9f0a-61f5e6f1c1a7"), DssLinkState = DssLinkState.Activate };
        Assert.That(
            Enumerable.Range(1, 3).Select(id => bench.Set(Dss.Connect, echo with { DssSessionId = (uint)id }).Status),
            Is.EqualTo((MbimStatus?[])[MbimStatus.Success, MbimStatus.Success, status]));
        Assert.That(bench.Modem.OpenDssSessions, Has.Count.EqualTo(2));
    }

    [TestCase("gone", MbimStatus.Success)]
    [TestCase("busy", MbimStatus.Busy)]
    [TestCase("nothing", MbimStatus.Success)]
    public void M65_a_reset_does_what_it_likes(string variant, MbimStatus status)
    {
        var bench = Ready("M65", ("variant", variant));
        Assert.That(bench.Raw(MsBasicConnectExtensions.Id, 10, MbimCommandType.Set, [], out _), Is.EqualTo(status));
        bench.Advance(499);
        Assert.That(bench.CloseReason, Is.Null);
        bench.Advance(5_000);
        Assert.That(bench.CloseReason, variant == "gone" ? Is.Not.Null : Is.Null);
        Assert.That(bench.Group.IsPluggedIn, Is.EqualTo(variant != "gone"));
        bench.Advance(5_001);
        Assert.That(bench.Group.IsPluggedIn, "it is back");
    }

    [Test]
    public void M69_there_are_no_cells([Values(MbimExVersion.V1, MbimExVersion.V3)] MbimExVersion version)
    {
        var bench = Start(ModemProfile.Parse("nr", "capabilities: { dataClass: [lte, fiveGNsa] }\nnetwork: { dataClass: [lte, fiveGNsa] }"), version, "M69");
        bench.Advance(1000);
        var info = bench.Query(MsBasicConnectExtensions.BaseStationsInfo, new BaseStationsQuery { MaxGsmCount = 15, MaxUmtsCount = 15, MaxTdscdmaCount = 15, MaxLteCount = 15, MaxNrCount = 15 }).Success;
        Assert.That(info, Is.EqualTo(new BaseStationsInfo { SystemType = info.SystemType, SystemSubType = info.SystemSubType }));
    }

    [TestCase("emergency", "EMERGENCY_MODE On")]
    [TestCase("nitz", "MS Voice Extensions 10 e8070000020000001d0000000c00000000000000000000003c0000000000000020000000")]
    [TestCase("pco", "MS Basic Connect Extensions 9 000000000400000000000000ff000100")]
    [TestCase("thermal", "PACKET_SERVICE Attached")]
    public void M68_notifications_come_that_nobody_asked_for(string kind, string expected)
    {
        var bench = Ready("M68", ("kind", kind));
        bench.Advance(8_999);
        Assert.That(bench.Transcript, Is.Empty);
        bench.Advance(1);
        Assert.That(bench.Transcript, Is.EqualTo([expected]));
        if (kind == "thermal")
        {
            Assert.That(((PacketServiceInfo)bench.Notified["PACKET_SERVICE"]).DownlinkSpeed, Is.EqualTo(100_000));
        }

        bench.Advance(60_000);
        Assert.That(bench.Transcript.FindAll(line => line == expected), Has.Count.EqualTo(2), "again");

        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList());
        bench.Advance(60_000);
        Assert.That(bench.Transcript.FindAll(line => line == expected), Has.Count.EqualTo(kind == "emergency" ? 2 : 3), "with an empty list");
    }
}
