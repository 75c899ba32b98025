using MbimProtocol;
using MbimProtocol.Host;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimClient.Tests;

public sealed class MbimDeviceTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);
    private static readonly RadioStateInfo RadioOn = new() { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On };

    private readonly ManualTimeProvider _time = new();
    private MbimDeviceOptions _options;
    private MbimDevice _device = null!;
    private ScriptedPeer _peer = null!;

    public MbimDeviceTests() => _options = new MbimDeviceOptions { TimeProvider = _time };

    [TearDown]
    public async Task Close()
    {
        await _peer.DisposeAsync();
        await _device.DisposeAsync().AsTask().WaitAsync(HangGuard);
    }

    [Test]
    public async Task A_query_gives_its_typed_answer()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        var transactionId = await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query);
        await _peer.AnswerAsync(transactionId, BasicConnect.RadioState, RadioOn);
        Assert.That(await query.WaitAsync(HangGuard), Is.EqualTo(RadioOn));
    }

    [Test]
    public async Task A_set_carries_its_value()
    {
        await OpenAsync();
        var set = _device.SetAsync(BasicConnect.RadioState, new SetRadioState { RadioState = RadioSwitchState.On });
        var command = await _peer.ExpectAsync(MbimMessageType.Command);
        Assert.That(command.AsSpan(48).ToArray(), Is.EqualTo(new byte[] { 1, 0, 0, 0 }));
        await _peer.AnswerAsync(2, BasicConnect.RadioState, RadioOn);
        Assert.That(await set.WaitAsync(HangGuard), Is.EqualTo(RadioOn));
    }

    [Test]
    public async Task A_raw_command_gives_raw_bytes()
    {
        await OpenAsync();
        var service = Guid.NewGuid();
        var command = _device.CommandAsync(service, 77, MbimCommandType.Set, new byte[] { 1, 2, 3 });
        var sent = await _peer.ExpectAsync(MbimMessageType.Command);
        Assert.That(sent.AsSpan(48).ToArray(), Is.EqualTo(new byte[] { 1, 2, 3 }));
        await _peer.SendAsync(writer => MbimMessageWriter.WriteCommandDone(writer, 2, service, 77, MbimStatus.Success, [9, 8]));
        Assert.That((await command.WaitAsync(HangGuard)).ToArray(), Is.EqualTo(new byte[] { 9, 8 }));
    }

    [Test]
    public async Task Long_commands_and_answers_travel_in_fragments_with_one_write_each()
    {
        _options = _options with { Host = new MbimHostOptions { MaxControlTransfer = 64 } };
        await OpenAsync();
        var service = Guid.NewGuid();
        var payload = Enumerable.Range(0, 100).Select(value => (byte)value).ToArray();
        var command = _device.CommandAsync(service, 77, MbimCommandType.Set, payload);
        foreach (var size in (int[])[64, 64, 60])
        {
            Assert.That(await _peer.ExpectAsync(MbimMessageType.Command), Has.Length.EqualTo(size));
        }

        await _peer.SendAsync(writer => MbimMessageWriter.WriteCommandDone(writer, 2, service, 77, MbimStatus.Success, payload), 64);
        Assert.That((await command.WaitAsync(HangGuard)).ToArray(), Is.EqualTo(payload));
    }

    [Test]
    public async Task Many_commands_at_once_each_get_their_own_answer()
    {
        await OpenAsync();
        var service = Guid.NewGuid();
        var commands = await Task.WhenAll(Enumerable.Range(0, 100).Select(index => Task.Run(() =>
            (Index: index, Answer: _device.CommandAsync(service, (uint)index, MbimCommandType.Query, new byte[] { (byte)index })))));
        var received = new List<byte[]>();
        for (var index = 0; index < commands.Length; index++)
        {
            received.Add(await _peer.ExpectAsync(MbimMessageType.Command));
        }

        foreach (var transfer in Enumerable.Reverse(received))
        {
            MbimMessage.TryParse(transfer, MbimReadMode.Strict, out var message, out _);
            var (transactionId, cid, value) = (message.TransactionId, message.Cid, message.InformationBuffer[0]);
            await _peer.SendAsync(writer => MbimMessageWriter.WriteCommandDone(writer, transactionId, service, cid, MbimStatus.Success, [value]));
        }

        foreach (var (index, answer) in commands)
        {
            Assert.That((await answer.WaitAsync(HangGuard)).ToArray(), Is.EqualTo(new[] { (byte)index }));
        }
    }

    [Test]
    public async Task A_failing_status_is_an_exception_with_the_answer()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.AnswerAsync(2, BasicConnect.RadioState, RadioOn, MbimStatus.RadioPowerOff);
        var exception = Assert.ThrowsAsync<MbimStatusException>(() => query.WaitAsync(HangGuard))!;
        Assert.That((exception.Status, exception.DeviceServiceId, exception.Cid), Is.EqualTo((MbimStatus.RadioPowerOff, BasicConnect.Id, 3u)));
        Assert.That(exception.Message, Does.StartWith("RADIO_STATE (transaction 2) failed with status RadioPowerOff (20)"));
        Assert.That(exception.TryGetAnswer<RadioStateInfo>(out var answer));
        Assert.That(answer, Is.EqualTo(RadioOn));
    }

    [Test]
    public async Task A_failing_status_without_a_buffer_has_no_answer()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.AnswerAsync(2, BasicConnect.RadioState, (MbimStatus)0x90000001);
        var exception = Assert.ThrowsAsync<MbimStatusException>(() => query.WaitAsync(HangGuard))!;
        Assert.That(exception.TryGetAnswer<RadioStateInfo>(out _), Is.False);
        Assert.That(exception.Message, Does.Contain("0x90000001"));
    }

    [Test]
    public async Task An_answer_that_is_too_short_is_an_exception_that_names_the_field()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.SendAsync(writer => MbimMessageWriter.WriteCommandDone(writer, 2, BasicConnect.Id, 3, MbimStatus.Success, [1, 0, 0, 0]));
        var exception = Assert.ThrowsAsync<MbimAnswerException>(() => query.WaitAsync(HangGuard))!;
        Assert.That(exception.Error.Kind, Is.Not.EqualTo(MbimFormatErrorKind.None));
        Assert.That(exception.Message, Does.Contain("RADIO_STATE (transaction 2)"));
    }

    [Test]
    public async Task An_answer_to_another_command_is_an_exception()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.AnswerAsync(2, BasicConnect.Pin, MbimStatus.Success);
        var exception = Assert.ThrowsAsync<MbimAnswerException>(() => query.WaitAsync(HangGuard))!;
        Assert.That(exception.Error.Field, Is.EqualTo("CID"));
    }

    [Test]
    public async Task A_function_error_is_an_exception_and_not_opened_ends_the_session()
    {
        await OpenAsync();
        var first = _device.QueryAsync(BasicConnect.RadioState);
        var second = _device.QueryAsync(BasicConnect.Pin);
        await _peer.SendAsync(writer => MbimMessageWriter.WriteFunctionError(writer, 2, MbimProtocolError.DuplicatedTid));
        await _peer.SendAsync(writer => MbimMessageWriter.WriteFunctionError(writer, 3, MbimProtocolError.NotOpened));
        var exception = Assert.ThrowsAsync<MbimProtocolErrorException>(() => first.WaitAsync(HangGuard))!;
        Assert.That((exception.Error, exception.IsFromFunction), Is.EqualTo((MbimProtocolError.DuplicatedTid, true)));
        exception = Assert.ThrowsAsync<MbimProtocolErrorException>(() => second.WaitAsync(HangGuard))!;
        Assert.That(exception.Error, Is.EqualTo(MbimProtocolError.NotOpened));
        Assert.ThrowsAsync<MbimDisconnectedException>(() => _device.QueryAsync(BasicConnect.RadioState).WaitAsync(HangGuard));
    }

    [Test]
    public async Task No_answer_is_a_timeout_and_cancels_the_command_at_the_function()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        _time.Advance(TimeSpan.FromSeconds(29.999));
        Assert.That(query.IsCompleted, Is.False);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        var exception = Assert.ThrowsAsync<MbimTimeoutException>(() => query.WaitAsync(HangGuard))!;
        Assert.That(exception.Message, Does.StartWith("RADIO_STATE (transaction 2) was not answered within 30 s"));
        await _peer.ExpectErrorAsync(2, MbimProtocolError.Cancel);
    }

    [Test]
    public async Task A_missing_fragment_is_a_protocol_error_after_1250_ms()
    {
        await OpenAsync();
        var query = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.SendAsync(Convert.FromHexString(
            "030000803400000002000000" + "0200000000000000" + "a289cc33bcbb8b4fb6b0133ec2aae6df" + "030000000000000008000000" + "01000000"));
        await _peer.IndicateAsync(BasicConnect.RadioState, RadioOn);
        await foreach (var _ in _device.Notifications)
        {
            break;
        }

        _time.Advance(TimeSpan.FromMilliseconds(1250));
        var exception = Assert.ThrowsAsync<MbimProtocolErrorException>(() => query.WaitAsync(HangGuard))!;
        Assert.That((exception.Error, exception.IsFromFunction), Is.EqualTo((MbimProtocolError.TimeoutFragment, false)));
        await _peer.ExpectErrorAsync(2, MbimProtocolError.TimeoutFragment);
    }

    [Test]
    public async Task Cancelling_tells_the_function_and_leaves_other_commands_alone()
    {
        await OpenAsync();
        using var cancellation = new CancellationTokenSource();
        var cancelled = _device.QueryAsync(BasicConnect.RadioState, cancellation.Token);
        var other = _device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await cancellation.CancelAsync();
        var exception = Assert.CatchAsync<OperationCanceledException>(() => cancelled.WaitAsync(HangGuard))!;
        Assert.That(exception.CancellationToken, Is.EqualTo(cancellation.Token));
        await _peer.ExpectErrorAsync(2, MbimProtocolError.Cancel);
        await _peer.AnswerAsync(2, BasicConnect.RadioState, RadioOn);
        await _peer.AnswerAsync(3, BasicConnect.RadioState, RadioOn);
        Assert.That(await other.WaitAsync(HangGuard), Is.EqualTo(RadioOn));
    }

    [Test]
    public async Task A_token_that_is_cancelled_already_sends_nothing()
    {
        await OpenAsync();
        Assert.CatchAsync<OperationCanceledException>(() => _device.QueryAsync(BasicConnect.RadioState, new CancellationToken(true)));
        var closing = _device.CloseAsync();
        await _peer.ExpectCloseAsync();
        await closing.WaitAsync(HangGuard);
    }

    [Test]
    public async Task An_operation_that_the_CID_lacks_is_an_argument_error()
    {
        await OpenAsync();
        var exception = Assert.Throws<ArgumentException>(() => _device.SetAsync(BasicConnect.DeviceCaps, default))!;
        Assert.That(exception.Message, Does.Contain("DEVICE_CAPS does not support Set"));
    }

    [TestCase(0x0100, MbimExVersion.V1)]
    [TestCase(0x0200, MbimExVersion.V2)]
    [TestCase(0x0300, MbimExVersion.V3)]
    [TestCase(0x0400, MbimExVersion.V3)]
    public async Task The_version_that_both_speak_decides_the_layouts(int answered, MbimExVersion agreed)
    {
        await OpenAsync();
        var negotiating = _device.NegotiateVersionAsync();
        await AnswerDeviceServicesAsync(15);
        var command = await _peer.ExpectAsync(MbimMessageType.Command);
        Assert.That(command.AsSpan(36).ToArray(), Is.EqualTo(new byte[] { 15, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1, 0, 3 }));
        var info = new MbimVersion { Version = 0x0100, ExtendedVersion = (MbimExVersion)answered };
        await _peer.AnswerAsync(3, MsBasicConnectExtensions.Version, info);
        Assert.That(await negotiating.WaitAsync(HangGuard), Is.EqualTo(agreed));
        Assert.That(_device.Version, Is.EqualTo(agreed));

        var query = _device.QueryAsync(BasicConnect.PacketService);
        await _peer.ExpectCommandAsync(BasicConnect.PacketService, MbimCommandType.Query);
        var packetService = new PacketServiceInfo { PacketServiceState = PacketServiceState.Attached, UplinkSpeed = 5, DownlinkSpeed = 7 };
        await _peer.AnswerAsync(4, BasicConnect.PacketService, packetService, version: agreed);
        Assert.That((await query.WaitAsync(HangGuard)).DownlinkSpeed, Is.EqualTo(7));
    }

    [Test]
    public async Task A_function_without_VERSION_stays_at_1_0()
    {
        await OpenAsync();
        var negotiating = _device.NegotiateVersionAsync();
        await AnswerDeviceServicesAsync(1);
        Assert.That(await negotiating.WaitAsync(HangGuard), Is.EqualTo(MbimExVersion.V1));
    }

    private async Task AnswerDeviceServicesAsync(uint extensionsCid)
    {
        var transactionId = await _peer.ExpectCommandAsync(BasicConnect.DeviceServices, MbimCommandType.Query);
        await _peer.AnswerAsync(transactionId, BasicConnect.DeviceServices, new DeviceServicesInfo
        {
            DeviceServices =
            [
                new DeviceServiceElement { DeviceServiceId = BasicConnect.Id, Cids = [1, 2, 3] },
                new DeviceServiceElement { DeviceServiceId = MsBasicConnectExtensions.Id, Cids = [extensionsCid] },
            ],
        });
    }

    private async Task OpenAsync() => (_device, _peer) = await ScriptedPeer.OpenAsync(_options);
}
