using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;

namespace MbimEmulator.Hosting.Tests;

public sealed class MbimDeviceOpeningTests : IAsyncDisposable
{
    private static readonly MbimDeviceOptions Proxied = new() { ProxyDevicePath = "/dev/modem0" };

    private readonly TestFolder _folder = new();
    private readonly ModemGroup _group = new(new ModemGroupOptions
    {
        Profile = new ModemProfile
        {
            Function = new() { MaxExtendedVersion = MbimExVersion.V3 },
            Timings = new() { SimInitialize = TimeSpan.Zero },
        },
    });
    private readonly ProxyEndpoint _proxy;
    private readonly FunctionEndpoint _function;

    public MbimDeviceOpeningTests()
    {
        var modems = new ProxyModems([(_group, ["/dev/modem0"])]);
        _proxy = new ProxyEndpoint(_folder["proxy.sock"], modems.Route, new StreamOptions(), NullLoggerFactory.Instance);
        _function = new FunctionEndpoint(_group, EndpointKind.Socket, _folder["a.sock"], new StreamOptions(), NullLoggerFactory.Instance);
    }

    [Test]
    public async Task Two_devices_share_the_modem_through_the_proxy_and_the_version_that_one_agreed_on()
    {
        await _proxy.StartAsync();
        await using var first = await OpenAsync(_proxy, Proxied);
        Assert.That(first.Version, Is.EqualTo(MbimExVersion.V1));
        var agreed = await first.NegotiateVersionAsync().WaitAsync(Host.Guard);
        Assert.That(agreed, Is.EqualTo(MbimExVersion.V3));
        await using var second = await OpenAsync(_proxy, Proxied);
        Assert.That(second.Version, Is.EqualTo(agreed));
        var status = await second.QueryAsync(BasicConnect.SubscriberReadyStatus).WaitAsync(Host.Guard);
        Assert.That(status.SimIccId, Is.EqualTo(new ModemProfile().Sim.IccId));
    }

    [Test]
    public async Task A_path_that_is_no_modems_fails_the_opening()
    {
        var other = new ModemGroup(new ModemGroupOptions { Name = "other" });
        await using var endpoint = new ProxyEndpoint(
            _folder["two.sock"], new ProxyModems([(_group, []), (other, [])]).Route, new StreamOptions(), NullLoggerFactory.Instance);
        await endpoint.StartAsync();
        Assert.ThrowsAsync<MbimDisconnectedException>(() => OpenAsync(endpoint, Proxied with { ProxyDevicePath = "/dev/null" }));
        await other.DisposeAsync();
    }

    [Test]
    public async Task A_session_that_was_left_open_is_taken_up_without_OPEN()
    {
        await _function.StartAsync();
        await (await OpenAsync(_function, new MbimDeviceOptions { LeaveOpen = true })).CloseAsync().WaitAsync(Host.Guard);
        await using (var next = await OpenAsync(_function, new MbimDeviceOptions { IsAlreadyOpen = true }))
        {
            Assert.That((await next.QueryAsync(BasicConnect.DeviceCaps).WaitAsync(Host.Guard)).DeviceId, Is.Not.Empty);
        }

        await using var last = await OpenAsync(_function, new MbimDeviceOptions { IsAlreadyOpen = true });
        var exception = Assert.ThrowsAsync<MbimProtocolErrorException>(() => last.QueryAsync(BasicConnect.DeviceCaps).WaitAsync(Host.Guard))!;
        Assert.That(exception.Error, Is.EqualTo(MbimProtocol.Messages.MbimProtocolError.NotOpened));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _function.DisposeAsync();
        await _group.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<MbimDevice> OpenAsync(Endpoint endpoint, MbimDeviceOptions options)
    {
        var host = await Host.ConnectAsync(endpoint.Address);
        return await MbimDevice.OpenAsync(new NetworkStream(host.Socket, ownsSocket: true), options).WaitAsync(Host.Guard);
    }
}
