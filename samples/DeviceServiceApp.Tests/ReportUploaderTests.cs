using MbimClient.DeviceServices;
using MbimClient.Mbn;
using MbimEmulator;
using MbimEmulator.Profiles;

namespace DeviceServiceApp.Tests;

public sealed class ReportUploaderTests
{
    private const string Upload = "{2C7F9E1D-63B4-4F0A-8B5E-90D1A4C7E803}";

    private static readonly byte[] Report = [1, 2, 3, 4];

    private ModemGroup _modem = null!;

    [SetUp]
    public void Start() => _modem = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load("mbn-demo") });

    [TearDown]
    public async Task Stop() => await _modem.DisposeAsync();

    [Test]
    public async Task A_report_reaches_the_modem()
    {
        await using var client = await ConnectAsync();
        using var uploader = UploaderOf(client);
        Assert.That(uploader.TryUpload(Report), Is.True);
        Assert.That(await ReceivedBytesAsync(), Is.EqualTo(Report.Length));
    }

    // The service has one place. While another application has it, a report has to wait; afterwards it must go.
    [Test]
    public async Task After_one_refusal_no_report_is_ever_sent_again()
    {
        await using var client = await ConnectAsync();
        using var uploader = UploaderOf(client);
        await using var other = await ConnectAsync();
        var service = await other.OpenDeviceServiceAsync(_modem.InterfaceId.ToString("B"), new Guid(Upload));
        await using (await service.OpenDataSessionAsync())
        {
            Assert.That(uploader.TryUpload(Report), Is.False);
        }

        // The bug: it should be true. The uploader thinks that it is busy for ever, because a refused call never completes.
        Assert.That(uploader.TryUpload(Report), Is.False);
        Assert.That(await ReceivedBytesAsync(), Is.Zero);
    }

    private async Task<MbnClient> ConnectAsync() => await MbnClient.ConnectAsync(await _modem.Service.ConnectAsync("app"));

    private ReportUploader UploaderOf(MbnClient client) => new(new MbnDeviceServicesManager(client), _modem.InterfaceId.ToString("B"), Upload);

    private async Task<long> ReceivedBytesAsync()
    {
        long received = 0;
        await _modem.InvokeAsync(modem => received = modem.DeviceServiceTraffic[new Guid(Upload)].BytesReceived);
        return received;
    }
}
