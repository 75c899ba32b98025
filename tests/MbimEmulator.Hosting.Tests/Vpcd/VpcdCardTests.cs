using System.Net;
using System.Net.Sockets;
using MbimEmulator.Changes;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Vpcd;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Vpcd;

public sealed class VpcdCardTests : IAsyncDisposable
{
    private const string SelectUsim = "00a4040407a0000000871002";
    private const string SelectImsi = "00a4000c026f07";
    private const string ReadImsi = "00b0000009";
    private const string VerifyPin = "002000010831323334ffffffff";
    private const string Imsi = "080910101032547698";

    private readonly ListLogger _log = new();
    private readonly Socket _reader = Bound();
    private readonly ModemGroup _group;

    public VpcdCardTests()
    {
        _group = new ModemGroup(new ModemGroupOptions { Profile = ModemProfile.Load("sim-pin"), LoggerFactory = _log });
        _reader.Listen();
    }

    private string Address => _reader.LocalEndPoint!.ToString()!;

    [Test]
    public async Task The_card_tells_its_ATR_and_answers_commands_as_vpcd_has_them()
    {
        await using var card = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        await reader.SendAsync("000101" + "000104");
        Assert.That(await reader.ReadAsync(), Is.EqualTo("0015" + Vicc.OwnAtr));
        await reader.SendAsync("0007" + "00a40004023f00");
        Assert.That(await reader.ReadAsync(), Does.Match("^000261..$"));
        await reader.SendAsync("0007" + "00a4000c022fe2" + "0005" + "00b000000a");
        Assert.That(await reader.ReadAsync() + await reader.ReadAsync(), Is.EqualTo("0002" + "9000" + "000c" + "98881201000000000021" + "9000"));
        Assert.That(await _log.Next("is in the reader at"), Does.Contain($"Information: The card of modem0 is in the reader at {Address}"));
    }

    [Test]
    public async Task Frames_are_found_however_the_stream_is_cut()
    {
        await using var card = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        const string Stream = "000104" + "0007" + "00a4000c022fe2" + "000104";
        for (var cut = 2; cut < Stream.Length; cut += 2)
        {
            await reader.SendAsync(Stream[..cut]);
            await reader.SendAsync(Stream[cut..]);
            Assert.That(await reader.ReadAsync() + await reader.ReadAsync() + await reader.ReadAsync(), Is.EqualTo($"0015{Vicc.OwnAtr}00029000" + $"0015{Vicc.OwnAtr}"));
        }
    }

    [TestCase("000102", TestName = "A_reset_from_the_reader_ends_its_session_alone")]
    [TestCase("000100", TestName = "Power_off_from_the_reader_ends_its_session_alone")]
    public async Task A_session_of_its_own(string control)
    {
        await _group.WaitForAsync(ModemStage.Ready);
        await using var card = await StartAsync(Address);
        await using var second = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        using var other = await Vicc.AcceptAsync(_reader);
        foreach (var end in new[] { reader, other })
        {
            Assert.That(await end.AskAsync(SelectUsim), Does.StartWith("61"));
            Assert.That(await end.AskAsync(SelectImsi), Is.EqualTo("9000"));
            Assert.That(await end.AskAsync(ReadImsi), Is.EqualTo("6982"));
            Assert.That(await end.AskAsync(VerifyPin), Is.EqualTo("9000"));
            Assert.That(await end.AskAsync(ReadImsi), Is.EqualTo(Imsi + "9000"));
        }

        Assert.That(await ReadyStateAsync(), Is.EqualTo(SubscriberReadyState.DeviceLocked), "what is verified there is not verified for the modem");
        await reader.SendAsync(control);
        Assert.That(await reader.AskAsync(ReadImsi), Is.EqualTo("6986"), "nothing is selected any more");
        Assert.That(await reader.AskAsync(SelectUsim), Does.StartWith("61"));
        Assert.That(await reader.AskAsync(SelectImsi), Is.EqualTo("9000"));
        Assert.That(await reader.AskAsync(ReadImsi), Is.EqualTo("6982"), "nor verified");
        Assert.That(await other.AskAsync(ReadImsi), Is.EqualTo(Imsi + "9000"));
    }

    [Test]
    public async Task What_the_card_remembers_is_one_for_all()
    {
        await using var card = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        await using var second = await StartAsync(Address);
        using var other = await Vicc.AcceptAsync(_reader);
        Assert.That(await reader.AskAsync("002000010830303030ffffffff"), Is.EqualTo("63c2"));
        Assert.That(await other.AskAsync("00200001"), Is.EqualTo("63c2"));
        Assert.That(await reader.AskAsync("002000010830303030ffffffff"), Is.EqualTo("63c1"));
        Assert.That(await other.AskAsync(VerifyPin), Is.EqualTo("9000"));
        Assert.That(await reader.AskAsync("00200001"), Is.EqualTo("63c3"));
    }

    [Test]
    public async Task What_a_shared_reader_verifies_is_verified_for_the_modem_and_its_reset_is_the_modems()
    {
        await _group.WaitForAsync(ModemStage.Ready);
        await using var card = await StartAsync(Address + ",shared");
        using var reader = await Vicc.AcceptAsync(_reader);
        Assert.That(await reader.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
        Assert.That(await ReadyStateAsync(), Is.EqualTo(SubscriberReadyState.DeviceLocked));
        Assert.That(await reader.AskAsync(VerifyPin), Is.EqualTo("9000"));
        Assert.That(await ReadyStateAsync(), Is.EqualTo(SubscriberReadyState.Initialized));
        Assert.That(await reader.AskAsync(ReadImsi), Is.Not.EqualTo("6982"));
        await _group.WaitForAsync(ModemStage.Registered);

        // Longer than it takes to ask.
        await _group.ChangeAsync(ModemChange.Of("timing", "simInitialize", "2s"));
        await reader.SendAsync("000102");
        Assert.That(await reader.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
        var (registration, ready) = (RegisterState.Unknown, SubscriberReadyState.Initialized);
        await _group.InvokeAsync(modem => (registration, ready) = (modem.RegistrationState.RegisterState, modem.SubscriberReady.ReadyState));
        Assert.That((registration, ready), Is.EqualTo((RegisterState.Deregistered, SubscriberReadyState.NotInitialized)));
        await _group.WaitForAsync(ModemStage.Ready);
        Assert.That(await ReadyStateAsync(), Is.EqualTo(SubscriberReadyState.DeviceLocked));
    }

    [Test]
    public async Task A_SIM_that_is_taken_out_is_away_there_too_and_another_one_has_another_ATR()
    {
        await using var card = await StartAsync(Address);
        using (var reader = await Vicc.AcceptAsync(_reader))
        {
            Assert.That(await reader.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
            await _group.InvokeAsync(modem => modem.EjectSim());
            Assert.That(await reader.ReadAsync(), Is.Empty);
            await _log.Next("out of the reader");
        }

        Assert.That(_reader.Poll(0, SelectMode.SelectRead), Is.False);
        await _group.InvokeAsync(modem => modem.InsertSim());
        using (var again = await Vicc.AcceptAsync(_reader))
        {
            Assert.That(await again.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
            await _group.InvokeAsync(modem => modem.InsertSim(new SimProfile { Atr = [0x3b, 0x00] }));
            Assert.That(await again.ReadAsync(), Is.Empty);
        }

        using var other = await Vicc.AcceptAsync(_reader);
        Assert.That(await other.AskAsync("04"), Is.EqualTo("3b00"));
    }

    [Test]
    public async Task A_start_of_the_modem_leaves_the_reader_alone()
    {
        await using var card = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        Assert.That(await reader.AskAsync(VerifyPin), Is.EqualTo("9000"));
        Assert.That(await reader.AskAsync(SelectUsim), Does.StartWith("61"));
        Assert.That(await reader.AskAsync(SelectImsi), Is.EqualTo("9000"));
        await _group.InvokeAsync(modem => modem.PowerCycle());
        Assert.That(await reader.AskAsync(ReadImsi), Is.EqualTo(Imsi + "9000"));
    }

    [TestCase("0000", "a frame of 0 bytes", TestName = "An_empty_frame_ends_the_connection")]
    [TestCase("000103", "the control 3", TestName = "An_unknown_control_ends_the_connection")]
    [TestCase("0007" + "00a4", "inside a frame, with 4 bytes", TestName = "Half_a_frame_ends_the_connection")]
    [TestCase("00", "inside a frame, with 1 bytes", TestName = "Half_a_length_ends_the_connection")]
    [TestCase("", "the reader has closed the connection", TestName = "The_end_of_the_stream_ends_the_connection")]
    public async Task A_broken_stream(string bytes, string reason)
    {
        await using var card = await StartAsync(Address);
        using (var reader = await Vicc.AcceptAsync(_reader))
        {
            await reader.SendAsync(bytes);
            reader.EndSending();
            Assert.That(await reader.ReadAsync(), Is.Empty);
        }

        Assert.That(await _log.Next("not in the reader"), Does.Contain(reason).And.Contain("Warning"));
        using var next = await Vicc.AcceptAsync(_reader);
        Assert.That(await next.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
    }

    [Test]
    public async Task Commands_of_any_length_are_answered([Values("", ",shared")] string suffix)
    {
        await using var card = await StartAsync(Address + suffix);
        using var reader = await Vicc.AcceptAsync(_reader);
        foreach (var length in new[] { 2, 3, 260, 261, 262, 263, 65535 })
        {
            Assert.That(await reader.AskAsync(string.Concat(Enumerable.Repeat("00", length))), Does.Match("^6[0-9a-f]{3}$"), $"{length} bytes");
        }

        Assert.That(await reader.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
    }

    [Test]
    public async Task It_comes_when_the_reader_does_and_says_once_that_there_is_none()
    {
        using var later = Bound();
        var clock = new VirtualClock();
        await using var group = new ModemGroup(new ModemGroupOptions { TimeProvider = clock });
        await using var card = new VpcdCard(group, later.LocalEndPoint!.ToString()!, new StreamOptions { TimeProvider = clock }, _log);
        await card.StartAsync();
        await _log.Next("not in the reader");
        for (var tries = 0; tries < 100; tries++)
        {
            clock.Advance(TimeSpan.FromSeconds(8));
            await Task.Yield();
        }

        later.Listen();
        while (!later.Poll(0, SelectMode.SelectRead))
        {
            clock.Advance(TimeSpan.FromSeconds(8));
            await Task.Yield();
        }

        using var reader = await Vicc.AcceptAsync(later);
        Assert.That(await reader.AskAsync("04"), Is.EqualTo(Vicc.OwnAtr));
        Assert.That(_log.Lines.Count(line => line.Contains("not in the reader", StringComparison.Ordinal)), Is.EqualTo(1));
        Assert.That(_log.Lines.Count(line => line.Contains("is in the reader", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [Test]
    public async Task It_ends_in_a_reader_before_one_and_without_a_SIM()
    {
        var inside = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        await inside.DisposeAsync();
        Assert.That(await reader.ReadAsync(), Is.Empty);

        using var closed = Bound();
        await using var before = await StartAsync(closed.LocalEndPoint!.ToString()!);
        await _log.Next("not in the reader");
        await _group.InvokeAsync(modem => modem.EjectSim());
        await using var without = await StartAsync(Address);
        Assert.That(_reader.Poll(0, SelectMode.SelectRead), Is.False);
    }

    [Test]
    public async Task It_outlives_the_modems_end()
    {
        await using var card = await StartAsync(Address);
        using var reader = await Vicc.AcceptAsync(_reader);
        await _group.DisposeAsync();
        await reader.SendAsync(Vicc.FrameOf(ReadImsi));
        Assert.That(await reader.ReadAsync(), Is.Empty);
    }

    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.1:0")]
    [TestCase(":35963")]
    [TestCase("127.0.0.1:65536")]
    [TestCase("127.0.0.1:35963,own")]
    [TestCase("a,b:35963")]
    public void What_is_no_address_is_refused(string address) => Assert.That(
        () => new VpcdCard(_group, address, new StreamOptions(), _log),
        Throws.TypeOf<EndpointException>().With.Message.EqualTo($"'{address}' is not the address of a vpcd reader; expected HOST:PORT or HOST:PORT,shared, such as 127.0.0.1:35963."));

    public async ValueTask DisposeAsync()
    {
        _reader.Dispose();
        await _group.DisposeAsync();
        _log.Dispose();
    }

    // A port that is nobody else's: connections are refused until it listens.
    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task<VpcdCard> StartAsync(string address)
    {
        var card = new VpcdCard(_group, address, new StreamOptions(), _log);
        await card.StartAsync();
        return card;
    }

    private async Task<SubscriberReadyState> ReadyStateAsync()
    {
        var state = SubscriberReadyState.NotInitialized;
        await _group.InvokeAsync(modem => state = modem.SubscriberReady.ReadyState);
        return state;
    }
}
