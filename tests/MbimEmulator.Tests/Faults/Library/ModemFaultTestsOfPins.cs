using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfPins
{
    private static readonly SetPin RightPin = new() { PinType = PinType.Pin1, Pin = "1234" };

    [Test]
    public void M07_the_pin_query_fails_while_the_pin_is_wanted()
    {
        var bench = Locked("M07");
        bench.Query(BasicConnect.Pin).AssertRefused(MbimStatus.PinRequired);
        bench.SetAndWait(BasicConnect.Pin, RightPin);
        Assert.That(bench.Query(BasicConnect.Pin).Success.PinState, Is.EqualTo(PinState.Unlocked));
    }

    [Test]
    public void M08_the_attempts_are_not_known()
    {
        var bench = Locked("M08");
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(uint.MaxValue));
        Assert.That(bench.SetAndWait(BasicConnect.Pin, RightPin).Success.RemainingAttempts, Is.EqualTo(uint.MaxValue));
    }

    [Test]
    public void M09_the_pin_query_tells_of_pin2()
    {
        Assert.That(
            Ready("M09").Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Pin2, PinState = PinState.Locked, RemainingAttempts = 3 }));
        Assert.That(Locked("M09").Query(BasicConnect.Pin).Success.PinType, Is.EqualTo(PinType.Pin1), "while PIN1 is wanted");
    }

    [Test]
    public void M10_every_pin_is_wrong_until_the_sim_is_lost()
    {
        var bench = Locked("M10");
        foreach (var (type, state, left) in new[] { (PinType.Pin1, PinState.Locked, 2u), (PinType.Pin1, PinState.Locked, 1u), (PinType.Puk1, PinState.Locked, 10u) })
        {
            Assert.That(
                bench.SetAndWait(BasicConnect.Pin, RightPin).AssertRefusedWhole(MbimStatus.Failure),
                Is.EqualTo(new PinInfo { PinType = type, PinState = state, RemainingAttempts = left }));
        }

        var puk = new SetPin { PinType = PinType.Puk1, Pin = "12345678", NewPin = "1111" };
        for (var left = 9u; left > 0; left--)
        {
            Assert.That(bench.SetAndWait(BasicConnect.Pin, puk).AssertRefusedWhole(MbimStatus.Failure).RemainingAttempts, Is.EqualTo(left));
        }

        bench.SetAndWait(BasicConnect.Pin, puk);
        Assert.That(bench.Transcript[^1], Is.EqualTo("SUBSCRIBER_READY_STATUS BadSim"));
    }

    [TestCase("networkPin")]
    [TestCase("subsidyPin")]
    public void M11_the_modem_is_locked_to_an_operator(string type)
    {
        var bench = Ready("M11", ("type", type));
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(
            bench.Query(BasicConnect.Pin).Success,
            Is.EqualTo(new PinInfo { PinType = Enum.Parse<PinType>(type, ignoreCase: true), PinState = PinState.Locked, RemainingAttempts = 10 }));
        var list = bench.Query(BasicConnect.PinList).Success;
        Assert.That((type == "subsidyPin" ? list.SubsidyLock : list.NetworkPin).PinMode, Is.EqualTo(PinMode.Enabled));
        Assert.That(list.Pin1.PinMode, Is.EqualTo(PinMode.Disabled));
        bench.Set(BasicConnect.RegisterState, new SetRegisterState()).AssertRefusedWhole(MbimStatus.PinRequired);
        bench.Query(BasicConnect.HomeProvider).AssertRefused(MbimStatus.PinRequired);

        var code = new SetPin { PinType = Enum.Parse<PinType>(type, ignoreCase: true), Pin = "00000000" };
        bench.SetAndWait(BasicConnect.Pin, code).AssertRefused(MbimStatus.Failure);
        Assert.That(bench.Query(BasicConnect.Pin).Success.RemainingAttempts, Is.EqualTo(9));
        bench.SetAndWait(BasicConnect.Pin, code with { Pin = "12345678" });
        Assert.That(bench.Query(BasicConnect.Pin).Success.PinState, Is.EqualTo(PinState.Unlocked));
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home), "unlocked");
    }

    [Test]
    public void M67_the_list_says_nothing_of_the_puk()
    {
        var bench = Ready("M67");
        Assert.That(bench.Query(BasicConnect.PinList).Success.Pin1.PinMode, Is.EqualTo(PinMode.NotSupported));
        Assert.That(bench.Query(BasicConnect.Pin).Success, Is.EqualTo(new PinInfo { PinType = PinType.Puk1, PinState = PinState.Locked, RemainingAttempts = 10 }));
        bench.SetAndWait(BasicConnect.Pin, new SetPin { PinType = PinType.Puk1, Pin = "12345678", NewPin = "1111" });
        Assert.That(bench.Query(BasicConnect.SubscriberReadyStatus).Success.ReadyState, Is.EqualTo(SubscriberReadyState.Initialized), "unblocked");
    }
}
