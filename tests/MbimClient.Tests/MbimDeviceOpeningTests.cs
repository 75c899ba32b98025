using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.ProxyControlService;

namespace MbimClient.Tests;

public sealed class MbimDeviceOpeningTests
{
    private const string Configuration =
        "0300000050000000010000000100000000000000838cf7fb8d0d4d7f871ed71dbefbb39b010000000100000020000000"
        + "0c000000120000001e0000002f006400650076002f006e0075006c006c000000";

    private const string ConfigurationDone =
        "0300008030000000010000000100000000000000838cf7fb8d0d4d7f871ed71dbefbb39b010000000000000000000000";

    private const string VersionIndication =
        "0700008030000000000000000100000000000000838cf7fb8d0d4d7f871ed71dbefbb39b020000000400000000010003";

    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);
    private static readonly MbimDeviceOptions Proxied = new() { ProxyDevicePath = "/dev/null" };

    private ScriptedPeer _peer = null!;

    [TearDown]
    public async Task Close() => await _peer.DisposeAsync();

    [Test]
    public async Task A_proxy_is_told_the_device_before_OPEN()
    {
        var opening = Begin(Proxied);
        Assert.That(Convert.ToHexStringLower((await _peer.ReceiveAsync())!), Is.EqualTo(Configuration));
        await _peer.SendAsync(Bytes(ConfigurationDone));
        await AnswerOpenAsync(expectedTransactionId: 2);
        var device = await opening.WaitAsync(HangGuard);
        Assert.That(device.Version, Is.EqualTo(MbimExVersion.V1));
    }

    [Test]
    public async Task The_version_that_the_proxys_other_clients_agreed_on_counts([Values] bool whileOpening)
    {
        var opening = Begin(Proxied);
        await _peer.ReceiveAsync();
        await _peer.SendAsync(Bytes(whileOpening ? ConfigurationDone : VersionIndication + ConfigurationDone));
        await AnswerOpenAsync(expectedTransactionId: 2, Bytes(whileOpening ? VersionIndication : ""));
        var device = await opening.WaitAsync(HangGuard);
        Assert.That(device.Version, Is.EqualTo(MbimExVersion.V3));
    }

    [Test]
    public async Task A_proxy_that_refuses_the_device_fails_the_opening()
    {
        var opening = Begin(Proxied);
        await _peer.ReceiveAsync();
        await _peer.AnswerAsync(1, ProxyControl.Configuration, MbimStatus.Failure);
        var exception = Assert.ThrowsAsync<MbimStatusException>(() => opening.WaitAsync(HangGuard))!;
        Assert.That(exception.Status, Is.EqualTo(MbimStatus.Failure));
    }

    [Test]
    public async Task A_proxy_that_cannot_open_the_device_ends_the_connection()
    {
        var opening = Begin(Proxied);
        await _peer.ReceiveAsync();
        await _peer.DisposeAsync();
        Assert.ThrowsAsync<MbimDisconnectedException>(() => opening.WaitAsync(HangGuard));
    }

    [Test]
    public async Task A_session_that_is_open_already_gets_no_OPEN()
    {
        var device = await Begin(new MbimDeviceOptions { IsAlreadyOpen = true, Host = new MbimHostOptions { FirstTransactionId = 7 } });
        var query = device.QueryAsync(BasicConnect.RadioState);
        Assert.That(await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query), Is.EqualTo(7));
        await _peer.AnswerAsync(7, BasicConnect.RadioState, new RadioStateInfo { SwRadioState = RadioSwitchState.On });
        Assert.That((await query.WaitAsync(HangGuard)).SwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [Test]
    public async Task A_session_that_is_open_behind_a_proxy_gets_the_configuration_alone()
    {
        var opening = Begin(Proxied with { IsAlreadyOpen = true });
        await _peer.ReceiveAsync();
        await _peer.SendAsync(Bytes(ConfigurationDone));
        var device = await opening.WaitAsync(HangGuard);
        _ = device.QueryAsync(BasicConnect.RadioState);
        Assert.That(await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query), Is.EqualTo(2));
    }

    [Test]
    public async Task A_session_that_is_left_open_gets_no_CLOSE([Values] bool disposed)
    {
        var opening = Begin(new MbimDeviceOptions { LeaveOpen = true });
        await AnswerOpenAsync(expectedTransactionId: 1);
        var device = await opening.WaitAsync(HangGuard);
        await (disposed ? device.DisposeAsync().AsTask() : device.CloseAsync()).WaitAsync(HangGuard);
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
    }

    private static byte[] Bytes(string text) => Convert.FromHexString(text);

    private Task<MbimDevice> Begin(MbimDeviceOptions options)
    {
        var (near, far) = DuplexStream.CreatePair();
        _peer = new ScriptedPeer(far);
        return MbimDevice.OpenAsync(near, options);
    }

    private async Task AnswerOpenAsync(uint expectedTransactionId, byte[]? before = null)
    {
        var open = await _peer.ExpectAsync(MbimMessageType.Open);
        Assert.That(MessageHeader.Read(open).TransactionId, Is.EqualTo(expectedTransactionId));
        await _peer.SendAsync(before ?? []);
        await _peer.SendAsync(writer => MbimMessageWriter.WriteOpenDone(writer, expectedTransactionId, MbimStatus.Success));
    }
}
