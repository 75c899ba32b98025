using MbimEmulator.Profiles;
using MbimEmulator.Tests.Modem;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using static MbimEmulator.Tests.Faults.Library.ModemFaultBench;

namespace MbimEmulator.Tests.Faults.Library;

public sealed class ModemFaultTestsOfRadios
{
    private static readonly SetRadioState On = new() { RadioState = RadioSwitchState.On };

    private static readonly ModemProfile WithVendorService = ModemProfile.Parse(
        "vendor",
        """
        deviceServices:
          services:
            - name: vendor
              uuid: 11223344-5566-7788-99aa-bbccddeeff11
              cids: [1]
              hostToDevice: false
              deviceToHost: false
              behaviour:
                name: scripted
                answers:
                  - { cid: 1, operation: set, bytes: "01 00 00 00" }
        """);

    [TestCase("ignores", MbimStatus.Success)]
    [TestCase("refuses", MbimStatus.OperationNotAllowed)]
    public void M20_the_radio_is_locked_until_the_vendors_command(string mode, MbimStatus status)
    {
        var bench = Start(WithVendorService, MbimExVersion.V1, "M20", ("mode", mode));
        bench.Advance(1000);
        Assert.That(bench.Query(BasicConnect.RadioState).Success.SwRadioState, Is.EqualTo(RadioSwitchState.Off));
        AssertLocked(bench, status);

        Assert.That(bench.Raw(new Guid("11223344-5566-7788-99aa-bbccddeeff11"), 1, MbimCommandType.Set, [1, 0, 0, 0], out _), Is.EqualTo(MbimStatus.Success));
        Assert.That(bench.Set(BasicConnect.RadioState, On).Success.SwRadioState, Is.EqualTo(RadioSwitchState.On));
        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Home));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void M21_the_lock_is_back_after_another_sim_or_a_sleep(bool opens)
    {
        var bench = Ready("M21");
        Assert.That(bench.Query(BasicConnect.RadioState).Success.SwRadioState, Is.EqualTo(RadioSwitchState.On), "unlocked at first");
        if (opens)
        {
            bench.Open();
            Assert.That(bench.Query(BasicConnect.RadioState).Success.SwRadioState, Is.EqualTo(RadioSwitchState.On), "the first OPEN");
            bench.Open();
        }
        else
        {
            bench.Do(modem => modem.EjectSim());
            bench.Do(modem => modem.InsertSim());
        }

        Assert.That(bench.Transcript, Has.Member("RADIO_STATE On Off"));
        AssertLocked(bench, MbimStatus.Success);
    }

    [Test]
    public void M22_the_radio_takes_its_time()
    {
        var bench = Ready("M22");
        var reply = bench.Set(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.Off });
        bench.Advance(14_999);
        Assert.That(reply.Status, Is.Null);
        Assert.That(bench.Query(BasicConnect.RadioState).Success.SwRadioState, Is.EqualTo(RadioSwitchState.On), "meanwhile");
        bench.Advance(1);
        Assert.That(reply.Success.SwRadioState, Is.EqualTo(RadioSwitchState.Off));
        Assert.That(bench.Transcript, Has.Member("RADIO_STATE On Off"));
    }

    [TestCase("none", CellularClass.None)]
    [TestCase("cdma", CellularClass.Cdma)]
    [TestCase("both", CellularClass.Gsm | CellularClass.Cdma)]
    public void M63_the_capabilities_have_the_wrong_class(string name, CellularClass expected)
    {
        var bench = Ready("M63", ("class", name));
        var caps = bench.Query(BasicConnect.DeviceCaps).Success;
        Assert.That((caps.CellularClass, caps.DeviceId), Is.EqualTo((expected, bench.Modem.Profile.Identity.DeviceId)));
    }

    private static void AssertLocked(ModemBench bench, MbimStatus status)
    {
        var reply = bench.Set(BasicConnect.RadioState, On);
        Assert.That(reply.Status, Is.EqualTo(status));
        if (status == MbimStatus.Success)
        {
            Assert.That(reply.Success.SwRadioState, Is.EqualTo(RadioSwitchState.Off));
        }

        bench.Advance(1000);
        Assert.That(bench.Modem.RegistrationState.RegisterState, Is.EqualTo(RegisterState.Deregistered));
    }
}
