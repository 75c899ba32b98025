using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.AtdsService;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tests.Services;

public sealed class AtdsTests
{
    private readonly ModemBench _bench = CellBench.Ready(MbimExVersion.V1);

    [Test]
    public void The_signal_has_what_the_technology_has()
    {
        Assert.That(SignalIn("lte-1"), Is.EqualTo(new AtdsSignal { Rssi = 24, ErrorRate = 0, Rscp = 255, Ecno = 255, Rsrq = 19, Rsrp = 45, Rssnr = 17 }));
        Assert.That(SignalIn("umts-1"), Is.EqualTo(new AtdsSignal { Rssi = 18, ErrorRate = 0, Rscp = 35, Ecno = 34, Rsrq = 255, Rsrp = 255, Rssnr = 255 }));
        Assert.That(SignalIn("gsm-1"), Is.EqualTo(new AtdsSignal { Rssi = 19, ErrorRate = 0, Rscp = 255, Ecno = 255, Rsrq = 255, Rsrp = 255, Rssnr = 255 }));
        _bench.Do(modem => modem.LoseCoverage());
        Assert.That(_bench.Query(Atds.Signal).Success, Is.EqualTo(new AtdsSignal { Rssi = 99, ErrorRate = 99, Rscp = 255, Ecno = 255, Rsrq = 255, Rsrp = 255, Rssnr = 255 }));
    }

    [Test]
    public void The_location_is_that_of_the_serving_cell()
    {
        Assert.That(_bench.Query(Atds.Location).Success, Is.EqualTo(new AtdsLocation { Tac = 4660, CellId = 16385 }));
        _bench.Change("move-to-cell", "umts-1");
        Assert.That(_bench.Query(Atds.Location).Success, Is.EqualTo(new AtdsLocation { Lac = 17, CellId = 268435455 }));
        _bench.Do(modem => modem.EjectSim());
        Assert.That(_bench.Query(Atds.Location).Success, Is.EqualTo(default(AtdsLocation)));
    }

    [Test]
    public void Operators_are_scanned_for()
    {
        _bench.Change("cell-level", "lte-1", "none");
        var reply = _bench.Query(Atds.Operators);
        _bench.Query(Atds.Operators).AssertRefused(MbimStatus.Busy);
        _bench.Query(BasicConnect.VisibleProviders).AssertRefused(MbimStatus.Busy);
        Assert.That(reply.Status, Is.Null);
        _bench.Advance(1000);
        Assert.That(reply.Success.Providers[0], Is.EqualTo(new AtdsProvider
        {
            ProviderId = "00101",
            ProviderName = "Emulated Home",
            ProviderState = ProviderState.Home | ProviderState.Visible | ProviderState.Registered | ProviderState.PreferredMulticarrier,
            PlmnMode = AtdsPlmnMode.Lte,
            Rssi = 20,
            ErrorRate = 99,
        }));
        Assert.That(reply.Success.Providers.Select(provider => provider.ProviderId), Is.EqualTo(new[] { "00101", "00102", "00103", "00104" }));
        _bench.Do(modem => modem.LoseCoverage());
        reply = _bench.Query(Atds.Operators);
        _bench.Advance(1000);
        reply.AssertRefused(MbimStatus.ProvidersNotFound);
    }

    [TestCase(AtdsRatMode.Only2G, "gsm 19", DataClass.Gprs | DataClass.Edge)]
    [TestCase(AtdsRatMode.Only3G, "umts 17", DataClass.Umts | DataClass.Hsdpa | DataClass.Hsupa)]
    [TestCase(AtdsRatMode.Only4G, "lte 4660", DataClass.Lte)]
    public void The_host_chooses_a_technology(AtdsRatMode mode, string cell, DataClass preferred)
    {
        Assert.That(_bench.Query(Atds.Rat).Success.Mode, Is.EqualTo(AtdsRatMode.Automatic));
        Assert.That(_bench.Set(Atds.Rat, new AtdsRat { Mode = mode }).Success.Mode, Is.EqualTo(mode));
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo(cell));
        Assert.That(_bench.Modem.RegistrationState.PreferredDataClasses, Is.EqualTo(preferred), "as REGISTER_STATE has it");
        Assert.That(_bench.Modem.ActiveContexts, Is.Empty);
        _bench.Set(Atds.Rat, default);
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("lte 4660"));
    }

    [Test]
    public void Without_a_cell_of_the_technology_the_modem_searches()
    {
        _bench.Change("cell-level", "umts-1", "none");
        _bench.Change("cell-level", "td-1", "none");
        _bench.Transcript.Clear();
        _bench.Set(Atds.Rat, new AtdsRat { Mode = AtdsRatMode.Only3G });
        _bench.Advance(10_000);
        Assert.That(_bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Searching));
        _bench.Set(Atds.Rat, new AtdsRat { Mode = AtdsRatMode.Only2G });
        _bench.Advance(1000);
        Assert.That(_bench.ReadStates("cells"), Is.EqualTo("gsm 19"));
        _bench.Set(Atds.Rat, new AtdsRat { Mode = (AtdsRatMode)4 }).AssertRefused(MbimStatus.InvalidParameters);
        Assert.That(_bench.Query(Atds.Rat).Success.Mode, Is.EqualTo(AtdsRatMode.Only2G));
    }

    private AtdsSignal SignalIn(string cell)
    {
        _bench.Change("move-to-cell", cell);
        return _bench.Query(Atds.Signal).Success;
    }
}
