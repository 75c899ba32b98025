using MbimEmulator.Tests.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.IntelThermalRfService;

namespace MbimEmulator.Tests.Services;

public sealed class RfimTests
{
    [Test]
    public void The_frequencies_are_those_of_the_serving_cells()
    {
        var bench = Ready();
        Assert.That(Values(bench), Is.EqualTo(new[]
        {
            new RfimFrequencyValue { ServingCellInfo = RfimServingCell.Pcell, CenterFrequency = 1_842_500_000, Bandwidth = 20_000_000, Rsrp = 45, Rsrq = 19, Sinr = 70, Rssi = 24 },
        }));
        bench.Connect();
        bench.Change("move-to-cell", "anchor");
        Assert.That(Values(bench), Is.EqualTo(new[]
        {
            new RfimFrequencyValue { ServingCellInfo = RfimServingCell.Pcell, CenterFrequency = 1_842_500_000, Bandwidth = 20_000_000, Rsrp = 50, Rsrq = 21, Sinr = 76, Rssi = 26, ConnectionStatus = 1 },
            new RfimFrequencyValue { ServingCellInfo = RfimServingCell.Pscell, CenterFrequency = 3_549_990_000, Bandwidth = 100_000_000, Rsrp = 52, Rsrq = 17, Sinr = 86, Rssi = 30, ConnectionStatus = 1 },
        }));
    }

    [TestCase("lte-2", 806_000_000ul)]
    [TestCase("nr-2", 27_500_040_000ul)]
    [TestCase("umts-1", 2_140_000_000ul)]
    [TestCase("td-1", 2_017_400_000ul)]
    [TestCase("gsm-1", 947_400_000ul)]
    public void A_channel_has_the_frequency_of_its_technology(string cell, ulong hertz)
    {
        var bench = Ready();
        bench.Change("move-to-cell", cell);
        Assert.That(Values(bench).Single().CenterFrequency, Is.EqualTo(hertz));
    }

    [Test]
    public void Without_a_channel_or_a_registration_there_is_none_and_without_the_radio_it_says_so()
    {
        var bench = Ready();
        bench.Change("move-to-cell", "bare");
        Assert.That(Values(bench), Is.Empty);
        bench.Do(modem => modem.EjectSim());
        Assert.That(Values(bench), Is.Empty);
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        Assert.That(Values(bench), Is.EqualTo(new[] { new RfimFrequencyValue { ServingCellInfo = RfimServingCell.RadioOff, Rsrp = uint.MaxValue, Rsrq = uint.MaxValue, Sinr = uint.MaxValue, Rssi = 99 } }));
    }

    [Test]
    public void That_the_radio_is_on_again_is_told_without_a_network_too()
    {
        var bench = Ready();
        bench.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = 1 }).AssertDone();
        bench.Do(modem => modem.EjectSim());
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        Assert.That(Told(bench), Is.EqualTo(2));
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.On));
        Assert.That(Told(bench), Is.EqualTo(1));
    }

    [Test]
    public void Other_frequencies_are_told_while_the_host_has_activated_it()
    {
        var bench = Ready();
        bench.Change("move-to-cell", "lte-2");
        Assert.That(Told(bench), Is.Zero);
        Assert.That(bench.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = 1 }).Success.FrequencyValues.Single().CenterFrequency, Is.EqualTo(806_000_000));
        bench.Change("cell-level", "lte-2", "-120");
        Assert.That(Told(bench), Is.Zero, "the same frequency");
        bench.Change("move-to-cell", "nr-1");
        Assert.That(Told(bench), Is.EqualTo(1));
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.Off));
        Assert.That(Told(bench), Is.EqualTo(1));
        bench.Do(modem => modem.SetHardwareRadio(RadioSwitchState.On));
        bench.Advance(1000);
        Assert.That(Told(bench), Is.EqualTo(2), "none, and then that of the cell");
        bench.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = 2 }).AssertRefused(MbimStatus.InvalidParameters);
        bench.Set(IntelThermalRf.Rfim, default);
        bench.Change("move-to-cell", "gsm-1");
        Assert.That(Told(bench), Is.Zero);
        bench.Set(IntelThermalRf.Rfim, new SetRfim { ActivationState = 1 });
        bench.Do(modem => modem.Recover());
        bench.Advance(1000);
        bench.Transcript.Clear();
        bench.Change("move-to-cell", "lte-1");
        Assert.That(Told(bench), Is.Zero, "a reset ends it");
    }

    private static ModemBench Ready()
    {
        var bench = CellBench.Ready();
        bench.Set(BasicConnect.DeviceServiceSubscribeList, new DeviceServiceSubscribeList { Events = [new EventEntry { DeviceServiceId = IntelThermalRf.Id }] });
        bench.Transcript.Clear();
        return bench;
    }

    private static MbimProtocol.Encoding.MbimArray<RfimFrequencyValue> Values(ModemBench bench) => bench.Query(IntelThermalRf.Rfim).Success.FrequencyValues;

    private static int Told(ModemBench bench)
    {
        var told = bench.Transcript.Count(line => line.StartsWith("Intel Thermal RF 9", StringComparison.Ordinal));
        bench.Transcript.Clear();
        return told;
    }
}
