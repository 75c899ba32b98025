using System.Runtime.InteropServices;

namespace MbimEmulator.Testing.Tests;

/// <summary>Code that declares mbnapi's interfaces itself: see docs/moving-from-mbnapi.md.</summary>
public sealed class MbnInteropTests
{
    private const string Upload = "{2C7F9E1D-63B4-4F0A-8B5E-90D1A4C7E803}";

    [Test]
    public async Task Code_with_its_own_declarations_sends_a_report()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("mbn-demo"));
        await using var client = await modem.ConnectMbnAsync();
        var interop = new MbnInterop(client);

        using var uploader = new Moving.Uploader(interop.Manager<Moving.IMbnDeviceServicesManager>(), interop, interop.GetInterfaceIDs()[0], Upload);
        uploader.Upload([1, 2, 3, 4]);

        long received = 0;
        await modem.Group.InvokeAsync(each => received = each.DeviceServiceTraffic[new Guid(Upload)].BytesReceived);
        Assert.That(received, Is.EqualTo(4));
    }

    [Test]
    public async Task Structures_properties_and_objects_are_its_own()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("mbn-demo"));
        await using var client = await modem.ConnectMbnAsync();
        var interop = new MbnInterop(client);

        var context = interop.Manager<Moving.IMbnDeviceServicesManager>().GetDeviceServicesContext(interop.GetInterfaceIDs()[0]);
        Assert.That(context.EnumerateDeviceServices().Select(each => each.deviceServiceID.ToUpperInvariant()), Has.Member(Upload));
        Assert.That(context.MaxCommandSize, Is.GreaterThan(0));
        Assert.That(context.GetDeviceService(Upload).IsDataSessionOpen, Is.False);
    }

    [Test]
    public async Task A_failing_hresult_is_thrown_as_it_is()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Profile("mbn-demo"));
        await using var client = await modem.ConnectMbnAsync();
        var manager = new MbnInterop(client).Manager<Moving.IMbnDeviceServicesManager>();
        var error = Assert.Throws<COMException>(() => manager.GetDeviceServicesContext("{00000000-0000-0000-0000-000000000001}"));
        Assert.That(error!.HResult, Is.EqualTo(unchecked((int)0x80070490)));
    }

    [Test]
    public async Task Another_interface_is_refused_with_the_iid_that_it_must_have()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var client = await modem.ConnectMbnAsync();
        Assert.That(
            () => new MbnInterop(client).Manager<IDisposable>(), Throws.ArgumentException.With.Message.Contains("20a26258-6811-4478-ac1d-13324e45e41c"));
    }

    [Test]
    public async Task A_sink_without_the_interface_is_refused()
    {
        await using var modem = await EmulatedModem.StartAsync();
        await using var client = await modem.ConnectMbnAsync();
        var iid = typeof(Moving.IMbnDeviceServicesEvents).GUID;
        new MbnInterop(client).FindConnectionPoint(ref iid, out var point);
        Assert.Throws<COMException>(() => point!.Advise(new object(), out _));
    }
}
