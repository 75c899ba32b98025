using MbimEmulator.Testing;

namespace VendorService.Tests;

public sealed class TemperatureTests
{
    private const string Scenario = """
        schemaVersion: 1
        rules:
          - { on: { commandDone: VENDOR.TEMPERATURE }, times: 1, do: { change: { Celsius: 99 } } }
          - { on: { state: { celsius: 60 } }, do: { set: { heat: 20 } } }
        """;

    [OneTimeSetUp]
    public void Add() => TemperatureModule.Add();

    [Test]
    public async Task Host_rules_changes_state_and_journal_know_it()
    {
        await using var modem = await EmulatedModem.StartAsync(options => options.ScenarioText(Scenario));
        await using var device = await modem.ConnectAsync();
        Assert.That((await device.QueryAsync(Vendor.Temperature)).Celsius, Is.EqualTo(99));
        await modem.State.ChangeAsync("heat", "60");
        Assert.That((await device.QueryAsync(Vendor.Temperature)).Celsius, Is.EqualTo(20));
        Assert.That((await modem.State.ReadAsync()).Modules["celsius"], Is.EqualTo("20"));
        Assert.That(modem.Report(), Does.Contain("Vendor TEMPERATURE (1) Status=Success {Celsius=20}"));
    }
}
