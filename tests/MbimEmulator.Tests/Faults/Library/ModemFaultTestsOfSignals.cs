using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfSignals
{
    [TestCase(MbimExVersion.V1, 20u)]
    [TestCase(MbimExVersion.V2, 99u)]
    public void M30_rssi_is_not_known_and_rsrp_is(MbimExVersion version, uint rssi)
    {
        var bench = Start(new ModemProfile(), version, "M30");
        bench.Advance(1000);
        var info = bench.Query(BasicConnect.SignalState).Success;
        Assert.That((info.Rssi, info.RsrpSnr.Count), Is.EqualTo((rssi, version == MbimExVersion.V1 ? 0 : 1)));

        bench.Do(modem => modem.SetSignal(5));
        Assert.That(((SignalStateInfo)bench.Notified["SIGNAL_STATE"]).Rssi, Is.EqualTo(version == MbimExVersion.V1 ? 5 : 99));
    }

    [Test]
    public void M31_the_signal_is_not_notified()
    {
        var bench = Ready("M31");
        var info = bench.Set(BasicConnect.SignalState, new SetSignalState { SignalStrengthInterval = 5, RssiThreshold = 1, ErrorRateThreshold = 1 }).Success;
        Assert.That((info.SignalStrengthInterval, info.RssiThreshold, info.ErrorRateThreshold), Is.EqualTo((0u, 0u, 0u)));
        bench.Transcript.Clear();
        bench.Do(modem => modem.SetSignal(3, 7));
        bench.Advance(3_600_000);
        Assert.That(bench.Transcript, Is.Empty);
        Assert.That(bench.Query(BasicConnect.SignalState).Success.Rssi, Is.EqualTo(3), "asked for");
    }

    [Test]
    public void M32_the_data_classes_are_several_and_one_is_unknown()
    {
        var bench = Ready("M32");
        const DataClass Expected = DataClass.Lte | DataClass.FiveGNsa | (DataClass)0x200;
        Assert.That(bench.Query(BasicConnect.RegisterState).Success.AvailableDataClasses, Is.EqualTo(Expected));
        Assert.That(((RegistrationStateInfo)bench.Notified["REGISTER_STATE"]).AvailableDataClasses, Is.EqualTo(Expected));
        bench.Do(modem => modem.LoseCoverage());
        Assert.That(bench.Query(BasicConnect.RegisterState).Success.AvailableDataClasses, Is.EqualTo(DataClass.None), "not registered");
    }
}
