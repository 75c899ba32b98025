using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimClient.Tests;

public sealed class MbimDeviceSessionTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(60);

    private readonly ManualTimeProvider _time = new();
    private readonly MbimDeviceOptions _options;
    private MbimDevice? _device;
    private ScriptedPeer _peer = null!;

    public MbimDeviceSessionTests() => _options = new MbimDeviceOptions { TimeProvider = _time };

    [TearDown]
    public async Task Close()
    {
        await _peer.DisposeAsync();
        if (_device is not null)
        {
            await _device.DisposeAsync().AsTask().WaitAsync(HangGuard);
        }
    }

    [Test]
    public async Task A_lost_connection_fails_all_commands_with_its_reason()
    {
        var device = await OpenAsync();
        var queries = Enumerable.Range(0, 10).Select(_ => device.QueryAsync(BasicConnect.RadioState)).ToArray();
        await _peer.DisposeAsync();
        foreach (var query in queries)
        {
            var exception = Assert.ThrowsAsync<MbimDisconnectedException>(() => query.WaitAsync(HangGuard))!;
            Assert.That(exception.Reason, Is.EqualTo("the modem ended the connection"));
        }

        var later = Assert.ThrowsAsync<MbimDisconnectedException>(() => device.QueryAsync(BasicConnect.RadioState).WaitAsync(HangGuard))!;
        Assert.That(later.Message, Does.Contain("the modem ended the connection"));
    }

    [TestCase("0900008010000000010000007a7a7a7a", Description = "an answer of a type that there is not, with our transaction")]
    [TestCase("7f000000 0c000000 00000000", Description = "a message to a function")]
    public async Task A_message_of_an_unknown_type_is_passed_over(string hex)
    {
        var device = await OpenAsync();
        var query = device.QueryAsync(BasicConnect.RadioState);
        var transaction = await _peer.ExpectCommandAsync(BasicConnect.RadioState, MbimCommandType.Query);
        await _peer.SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));
        await _peer.AnswerAsync(transaction, BasicConnect.RadioState, new RadioStateInfo { HwRadioState = RadioSwitchState.On, SwRadioState = RadioSwitchState.On });
        Assert.That((await query.WaitAsync(HangGuard)).SwRadioState, Is.EqualTo(RadioSwitchState.On));
    }

    [TestCase("41542b4347444434", "received data that is not MBIM")]
    [TestCase("0300", "ended within a message, after 2 bytes")]
    public async Task A_broken_stream_ends_the_connection_with_what_was_wrong(string hex, string reason)
    {
        var device = await OpenAsync();
        var query = device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        await _peer.SendAsync(Convert.FromHexString(hex));
        await _peer.SendAsync(hex.Length > 4 ? new byte[4] : []);
        if (hex.Length <= 4)
        {
            await _peer.DisposeAsync();
        }

        var exception = Assert.ThrowsAsync<MbimDisconnectedException>(() => query.WaitAsync(HangGuard))!;
        Assert.That(exception.Reason, Does.Contain(reason));
        Assert.That(exception.InnerException, Is.TypeOf<InvalidDataException>());
    }

    [Test]
    public async Task A_write_that_fails_ends_the_connection()
    {
        var (near, far) = DuplexStream.CreatePair();
        near.WriteFailure = new IOException("cable pulled");
        _peer = new ScriptedPeer(far);
        var exception = Assert.ThrowsAsync<MbimDisconnectedException>(() => MbimDevice.OpenAsync(near, _options).WaitAsync(HangGuard))!;
        Assert.That(exception.Reason, Is.EqualTo("sending failed: cable pulled"));
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
        await _peer.DisposeAsync();
    }

    [Test]
    public async Task Closing_sends_close_and_ends_the_connection_and_what_is_outstanding()
    {
        var device = await OpenAsync();
        var query = device.QueryAsync(BasicConnect.RadioState);
        await _peer.ExpectAsync(MbimMessageType.Command);
        var closing = device.CloseAsync();
        await _peer.ExpectCloseAsync();
        await closing.WaitAsync(HangGuard);
        Assert.ThrowsAsync<MbimDisconnectedException>(() => query.WaitAsync(HangGuard));
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
        await device.CloseAsync().WaitAsync(HangGuard);
    }

    [Test]
    public async Task Closing_gives_up_on_a_function_that_does_not_answer()
    {
        var device = await OpenAsync();
        var closing = device.CloseAsync();
        await _peer.ExpectAsync(MbimMessageType.Close);
        _time.Advance(TimeSpan.FromSeconds(5));
        var exception = Assert.ThrowsAsync<MbimTimeoutException>(() => closing.WaitAsync(HangGuard))!;
        Assert.That(exception.Message, Does.StartWith("CLOSE was not answered within 5 s"));
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
    }

    [Test]
    public async Task Disposing_closes_the_session()
    {
        var device = await OpenAsync();
        var disposing = device.DisposeAsync().AsTask();
        await _peer.ExpectCloseAsync();
        await disposing.WaitAsync(HangGuard);
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
    }

    [Test]
    public async Task Opening_repeats_and_then_times_out()
    {
        var (near, far) = DuplexStream.CreatePair();
        _peer = new ScriptedPeer(far);
        var opening = MbimDevice.OpenAsync(near, _options);
        for (var repetition = 1u; repetition <= 6; repetition++)
        {
            Assert.That(MessageHeader.Read(await _peer.ExpectAsync(MbimMessageType.Open)).TransactionId, Is.EqualTo(repetition));
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        var exception = Assert.ThrowsAsync<MbimTimeoutException>(() => opening.WaitAsync(HangGuard))!;
        Assert.That(exception.Message, Does.StartWith("OPEN was not answered within 30 s"));
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
    }

    [Test]
    public async Task Opening_that_is_refused_is_an_exception()
    {
        var (near, far) = DuplexStream.CreatePair();
        _peer = new ScriptedPeer(far);
        var opening = MbimDevice.OpenAsync(near, _options);
        await _peer.SendAsync(writer => MbimMessageWriter.WriteOpenDone(writer, 1, MbimStatus.Failure));
        var exception = Assert.ThrowsAsync<MbimStatusException>(() => opening.WaitAsync(HangGuard))!;
        Assert.That(exception.Message, Does.StartWith("OPEN failed with status Failure (2)"));
    }

    [Test]
    public async Task Opening_can_be_cancelled()
    {
        var (near, far) = DuplexStream.CreatePair();
        _peer = new ScriptedPeer(far);
        using var cancellation = new CancellationTokenSource();
        var opening = MbimDevice.OpenAsync(near, _options, cancellation.Token);
        await _peer.ExpectAsync(MbimMessageType.Open);
        await cancellation.CancelAsync();
        Assert.CatchAsync<OperationCanceledException>(() => opening.WaitAsync(HangGuard));
        Assert.That(await _peer.ReceiveAsync(), Is.Null);
    }

    private async Task<MbimDevice> OpenAsync()
    {
        (_device, _peer) = await ScriptedPeer.OpenAsync(_options);
        return _device;
    }
}
