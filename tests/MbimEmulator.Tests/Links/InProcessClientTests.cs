using MbimClient;
using MbimProtocol.Host;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Tests.Links;

public sealed class InProcessClientTests
{
    [TestCase(64u)]
    [TestCase(65u)]
    [TestCase(68u)]
    [TestCase(512u)]
    [TestCase(4096u)]
    public async Task A_client_in_the_process_queries_whatever_the_size_of_fragments(uint maxControlTransfer)
    {
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(
            await group.ConnectAsync("client"), new MbimDeviceOptions { Host = new MbimHostOptions { MaxControlTransfer = maxControlTransfer } });
        var caps = await device.QueryAsync(BasicConnect.DeviceCaps);
        Assert.That(caps.DeviceId, Is.EqualTo(group.Modem.Profile.Identity.DeviceId));
    }

    [Test]
    public async Task Device_services_lists_what_has_handlers()
    {
        await using var group = new ModemGroup(new ModemGroupOptions());
        await using var device = await MbimDevice.OpenAsync(await group.ConnectAsync("client"));
        var services = await device.QueryAsync(BasicConnect.DeviceServices);
        Assert.That(
            services.DeviceServices.Single(s => s.DeviceServiceId == MsBasicConnectExtensions.Id).Cids,
            Is.EqualTo(new uint[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19 }));
    }
}
