using MbimClient.DeviceServices;
using MbimEmulator.ScenarioFiles;

namespace MbimClient.Tests.DeviceServices;

public sealed class SilentModemTests
{
    [Test]
    public async Task Connecting_waits_half_a_second_for_a_silent_modem_which_arrives_when_it_answers()
    {
        await using var modem = new VirtualModem();
        await modem.Group.InvokeAsync(_ => modem.Group.Faults.Load(ScenarioLibrary.Parse("silent.yaml", "schemaVersion: 1\nrules: [ { on: open, do: drop } ]\n")));
        await modem.Clock.RunAsync(async () =>
        {
            await using var client = await modem.ConnectAsync();
            Assert.That(modem.Now, Is.EqualTo(TimeSpan.FromSeconds(0.5)));
            await using var changes = client.WatchInterfaces().GetAsyncEnumerator();
            var silent = (await client.GetInterfacesAsync())[0];
            Assert.That(silent.IsPresent, Is.False);
            await Assert.ThatAsync(() => client.GetDeviceServicesAsync(silent.InterfaceId), Throws.InstanceOf<MbnException>().With.Message.Contains("ERROR_NOT_FOUND"));

            await modem.Group.InvokeAsync(_ => modem.Group.Faults.Clear());
            Assert.That(await changes.MoveNextAsync());
            Assert.That(changes.Current, Is.EqualTo(new InterfaceChange(silent.InterfaceId, InterfaceChangeKind.Arrival)));
            Assert.That((await client.GetInterfacesAsync())[0].IsPresent, Is.True);
        }).WaitAsync(TimeSpan.FromSeconds(60));
    }
}
