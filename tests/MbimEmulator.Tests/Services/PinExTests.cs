using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Services;

/// <summary>PIN_EX: PIN for one application of the card.</summary>
public class PinExTests
{
    private static readonly MbimArray<byte> Usim = [0xA0, 0x00, 0x00, 0x00, 0x87, 0x10, 0x02];

    [Test]
    public void The_pin_of_the_usim_is_the_modems_own([Values] bool isNamed)
    {
        var bench = new ModemBench(new ModemProfile { Sim = new() { Pin1 = new() { Enabled = true } } });
        bench.Advance(1000);
        MbimArray<byte> application = isNamed ? Usim : [];
        var query = new PinApp { AppId = application };
        Assert.That(bench.Query(MsBasicConnectExtensions.PinEx, query).Success, Is.EqualTo(new PinInfoEx { PinType = PinTypeEx.Pin1, PinState = PinState.Locked, RemainingAttempts = 3 }));
        Set(bench, PinTypeEx.Pin1, PinOperation.Enter, "0000", application).AssertRefused(MbimStatus.Failure);
        Assert.That(Set(bench, PinTypeEx.Pin1, PinOperation.Enter, "", application).Success.RemainingAttempts, Is.EqualTo(2), "no PIN is a question, and costs nothing");
        Assert.That(Set(bench, PinTypeEx.Pin1, PinOperation.Enter, "1234", application).Success, Is.EqualTo(new PinInfoEx { PinType = PinTypeEx.Pin1, RemainingAttempts = 3 }));
        bench.Advance(1000);
        Assert.That(bench.Query(MsBasicConnectExtensions.PinEx, query).Success.PinState, Is.EqualTo(PinState.Unlocked));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [Test]
    public void A_blocked_pin_is_unblocked_by_its_puk()
    {
        var bench = ModemBench.Ready();
        bench.Do(modem => modem.BlockPin());
        Assert.That(bench.Query(MsBasicConnectExtensions.PinEx, new PinApp { AppId = Usim }).Success, Is.EqualTo(new PinInfoEx { PinType = PinTypeEx.Puk1, PinState = PinState.Locked, RemainingAttempts = 10 }));
        var unblocked = bench.SetAndWait(MsBasicConnectExtensions.PinEx, new SetPinEx { PinType = PinTypeEx.Puk1, Pin = "12345678", NewPin = "4321", AppId = Usim });
        Assert.That(unblocked.Status, Is.EqualTo(MbimStatus.Success));
    }

    [Test]
    public void What_is_no_application_no_layout_or_no_pin_is_refused()
    {
        var bench = ModemBench.Ready();
        bench.Query(MsBasicConnectExtensions.PinEx, new PinApp { AppId = [0xA0, 0x00] }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Query(MsBasicConnectExtensions.PinEx, new PinApp { Version = 2, AppId = Usim }).AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, PinTypeEx.Pin1, PinOperation.Enter, "12", Usim).AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, (PinTypeEx)77, PinOperation.Enter, "1234", Usim).AssertRefused(MbimStatus.InvalidParameters);
        Set(bench, PinTypeEx.Nev, PinOperation.Enter, "1234", Usim).AssertRefused(MbimStatus.NoDeviceSupport);
    }

    private static Reply<PinInfoEx> Set(ModemBench bench, PinTypeEx type, PinOperation operation, string pin, MbimArray<byte> application) =>
        bench.SetAndWait(MsBasicConnectExtensions.PinEx, new SetPinEx { PinType = type, PinOperation = operation, Pin = pin, AppId = application });
}
