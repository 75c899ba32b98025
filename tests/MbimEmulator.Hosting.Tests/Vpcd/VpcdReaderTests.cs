using System.Net.Sockets;
using MbimClient;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Hosting.Endpoints.Vpcd;
using MbimEmulator.Modem;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.AuthService;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Hosting.Tests.Vpcd;

public sealed class VpcdReaderTests : IAsyncDisposable
{
    private const string On = "000101";
    private const string Reset = "000102";
    private const string AskAtr = "000104";

    private readonly ListLogger _log = new();
    private readonly List<ModemGroup> _groups = [];

    [Test]
    public async Task A_card_is_powered_reset_and_asked_as_vpcd_does()
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        using (var card = await Vicc.ConnectAsync(reader.Address))
        {
            Assert.That(await card.ReadAsync() + await card.ReadAsync(), Is.EqualTo(On + AskAtr));
            await card.SendAsync(Vicc.FrameOf("3b00"));
            Assert.That(await card.ReadAsync() + await card.ReadAsync(), Is.EqualTo(Reset + AskAtr));
            await card.SendAsync(Vicc.FrameOf("3b00"));
            Assert.That(await card.ReadAsync(), Is.EqualTo("0009" + "801000000401008000"), "TERMINAL PROFILE");
            await card.SendAsync(Vicc.FrameOf("9000"));
            Assert.That(await card.ReadAsync(), Is.EqualTo("0007" + "00a4000c023f00"));
            Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.NotInitialized));
            Assert.That(await _log.Next("is the SIM of"), Does.Contain($"reader {reader.Address} #1"));
        }

        await _log.Next("not the SIM of");
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public async Task The_card_of_one_modem_is_the_SIM_of_another()
    {
        var first = MakeGroup(ModemProfile.Parse("a",
            """
            extends: sim-pin
            sim: { subscriberId: "001015555555555", iccId: "8988211000000000555", keys: { sequenceNumber: 281044218590695 } }
            """));
        var (second, reader) = await StartAsync();
        await using var _ = reader;
        await using var card = new VpcdCard(first, reader.Address, new StreamOptions(), _log);
        await card.StartAsync();
        await _log.Next("is the SIM of");
        await second.WaitForAsync(ModemStage.Ready);
        Assert.That(await StateOf(second), Is.EqualTo(SubscriberReadyState.DeviceLocked));

        await using var device = await MbimDevice.OpenAsync(await second.ConnectAsync("host"));
        var wrong = new SetPin { PinType = PinType.Pin1, PinOperation = PinOperation.Enter, Pin = "0000" };
        Assert.That(async () => await device.SetAsync(BasicConnect.Pin, wrong), Throws.TypeOf<MbimStatusException>());
        Assert.That((await device.QueryAsync(BasicConnect.Pin)).RemainingAttempts, Is.EqualTo(2));
        await device.SetAsync(BasicConnect.Pin, wrong with { Pin = "1234" });
        var ready = await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
        Assert.That((ready.ReadyState, ready.SubscriberId, ready.SimIccId), Is.EqualTo((SubscriberReadyState.Initialized, "001015555555555", "8988211000000000555")));
        await second.WaitForAsync(ModemStage.Registered);
        Assert.That(await StateOf(first), Is.EqualTo(SubscriberReadyState.DeviceLocked), "the modem that has the card has a session of its own");

        // Test set 1 of 3GPP TS 35.208, whose keys the card has.
        var answer = await device.QueryAsync(Auth.Aka, new AuthAkaQuery
        {
            Rand = [.. Convert.FromHexString("23553cbe9637a89d218ae64dae47bf35")],
            Autn = [.. Convert.FromHexString("55f328b43577b9b94a9ffac354dfafb3")],
        });
        Assert.That(Convert.ToHexStringLower(answer.Res.AsSpan()[..(int)answer.ResLength]), Is.EqualTo("a54211d5e3ba50bf"));

        await first.InvokeAsync(modem => modem.EjectSim());
        await _log.Next("not the SIM of");
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public async Task A_card_that_says_nothing_for_ten_seconds_is_mute_and_gone()
    {
        var clock = new VirtualClock();
        var (group, reader) = await StartAsync(clock);
        await using var _ = reader;
        using var card = await Vicc.ConnectAsync(reader.Address);
        await AnswerAtrAsync(card);
        await AnswerAtrAsync(card);
        while (!_log.Lines.Any(line => line.Contains("not the SIM of", StringComparison.Ordinal)))
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.That(await _log.Next("not the SIM of"), Does.Contain("it is mute: no answer within 10 s"));
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public async Task There_is_one_card_at_a_time()
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        using (var card = await Vicc.ConnectAsync(reader.Address))
        {
            await AnswerAtrAsync(card);
            using var further = await Vicc.ConnectAsync(reader.Address);
            Assert.That(await further.ReadAsync(), Is.Empty);
            Assert.That(await _log.Next("was refused"), Does.Contain("another card is in the reader"));
            Assert.That(await StateOf(group), Is.Not.EqualTo(SubscriberReadyState.SimNotInserted));
        }

        await _log.Next("not the SIM of");
        using var next = await Vicc.ConnectAsync(reader.Address);
        Assert.That(await next.ReadAsync(), Is.EqualTo(On));
    }

    [TestCase("0000", "a frame of 0 bytes", TestName = "An_empty_answer_ends_the_card")]
    [TestCase("0001" + "3b", "an ATR of 1 bytes", TestName = "An_ATR_that_is_too_short_ends_the_card")]
    [TestCase("0022" + "3b000000000000000000000000000000000000000000000000000000000000000000", "an ATR of 34 bytes", TestName = "An_ATR_that_is_too_long_ends_the_card")]
    [TestCase("0005" + "3b", "inside a frame", TestName = "Half_an_answer_ends_the_card")]
    [TestCase("0002" + "3b00" + "0002" + "3b00" + "0002" + "3b00", "nobody asked for", TestName = "An_answer_without_a_question_ends_the_card")]
    public async Task A_broken_stream(string bytes, string reason)
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        using (var card = await Vicc.ConnectAsync(reader.Address))
        {
            Assert.That(await card.ReadAsync() + await card.ReadAsync(), Is.EqualTo(On + AskAtr));
            await card.SendAsync(bytes);
            card.EndSending();
            while ((await card.ReadAsync()).Length > 0)
            {
            }
        }

        Assert.That(await _log.Next("not the SIM of"), Does.Contain(reason));
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        using var next = await Vicc.ConnectAsync(reader.Address);
        Assert.That(await next.ReadAsync(), Is.EqualTo(On));
    }

    [TestCase(1)]
    [TestCase(259)]
    [TestCase(65_535)]
    public async Task An_answer_of_a_length_that_no_command_has_ends_the_card(int length)
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        using var card = await Vicc.ConnectAsync(reader.Address);
        await AnswerAtrAsync(card);
        await AnswerAtrAsync(card);
        Assert.That(await card.ReadAsync(), Is.EqualTo("0009" + "801000000401008000"), "TERMINAL PROFILE");
        await card.SendAsync(Vicc.FrameOf(new string('9', 2 * length)));
        Assert.That(await _log.Next("not the SIM of"), Does.Contain($"an answer of {length} bytes; expected 2 to 258"));
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public async Task A_SIM_that_is_taken_out_of_the_modem_stays_in_the_reader()
    {
        var first = MakeGroup(new ModemProfile());
        var (second, reader) = await StartAsync();
        await using var _ = reader;
        await using var card = new VpcdCard(first, reader.Address, new StreamOptions(), _log);
        await card.StartAsync();
        await _log.Next("is the SIM of");
        await second.WaitForAsync(ModemStage.Registered);
        await second.InvokeAsync(modem => modem.EjectSim());
        Assert.That(await StateOf(second), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        await second.InvokeAsync(modem => modem.InsertSim());
        await second.WaitForAsync(ModemStage.Registered);
        Assert.That(async () => await second.InvokeAsync(modem => modem.InsertSim(new SimProfile())), Throws.InvalidOperationException.With.Message.Contains("sim.reader"));
        Assert.That(async () => await second.InvokeAsync(modem => modem.BlockPin()), Throws.InvalidOperationException.With.Message.Contains("sim.reader"));
    }

    [Test]
    public async Task Whatever_a_card_answers_the_modem_lives()
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        using var card = await Vicc.ConnectAsync(reader.Address);
        var answering = AnswerAsync(card, new Random(13));
        await _log.Next("is the SIM of");
        for (var round = 0; round < 60; round++)
        {
            await group.InvokeAsync(modem => modem.PowerCycle());
            await group.WaitForAsync(ModemStage.Ready).WaitAsync(Host.Guard);
        }

        await reader.DisposeAsync();
        Assert.That(await answering, Is.GreaterThan(1000));
        Assert.That(await _log.Next("not the SIM of"), Does.Contain("the reader is closed"));
        Assert.That(await StateOf(group), Is.EqualTo(SubscriberReadyState.SimNotInserted));
        Assert.That(_log.Lines.Where(line => line.StartsWith("Error", StringComparison.Ordinal) || line.StartsWith("Critical", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("sim: { reader: \"127.0.0.1:0\", iccId: \"89\" }",
        "p(1,38): sim.iccId: it describes the card, while the card comes from outside (sim.reader: 127.0.0.1:0); "
        + "expected reader, condition, esim, protectUniqueId, serviceActivated, serviceActivationNwError alone.")]
    [TestCase("sim: { pin1: { enabled: true }, reader: \"127.0.0.1:0\" }", "sim.pin1")]
    [TestCase("sim: { files: {}, reader: \"127.0.0.1:0\" }", "sim.files")]
    [TestCase("sim: { icc: {}, reader: \"127.0.0.1:0\" }", "unknown key 'icc'")]
    [TestCase("sim: { reader: \"example.org:35963\" }", "'example.org:35963'; expected an address to listen at")]
    [TestCase("sim: { reader: \"35963\" }", "p(1,16): sim.reader: '35963'; expected an address to listen at, with its port, such as 127.0.0.1:35963.")]
    public void A_profile_with_a_reader_describes_no_card(string yaml, string expected) =>
        Assert.That(() => ModemProfile.Parse("p", yaml), Throws.TypeOf<ModemProfileException>().With.Message.Contains(expected));

    [Test]
    public async Task The_card_of_a_reader_goes_into_no_other_one()
    {
        var (group, reader) = await StartAsync();
        await using var _ = reader;
        Assert.That(() => new VpcdReader(MakeGroup(new ModemProfile()), new StreamOptions(), _log), Throws.TypeOf<EndpointException>().With.Message.Contains("expected a profile with sim.reader"));
        Assert.That(() => new VpcdCard(group, "127.0.0.1:9", new StreamOptions(), _log), Throws.TypeOf<EndpointException>().With.Message.Contains("sim.reader"));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var group in _groups)
        {
            await group.DisposeAsync();
        }

        _log.Dispose();
    }

    private static async Task AnswerAtrAsync(Vicc card)
    {
        while (await card.ReadAsync() != AskAtr)
        {
        }

        await card.SendAsync(Vicc.FrameOf("3b00"));
    }

    // Answers whatever it is asked, with no sense, until the reader is closed; how often it has.
    private static async Task<int> AnswerAsync(Vicc card, Random random)
    {
        for (var count = 0; ; count++)
        {
            string frame;
            while ((frame = await card.ReadAsync()) is On or Reset)
            {
            }

            var answer = new byte[random.Next(4) == 0 ? random.Next(2, 259) : random.Next(2, 64)];
            random.NextBytes(answer);
            (answer[^2], answer[^1]) = random.Next(8) switch
            {
                0 => ((byte)0x61, answer[^1]),
                1 => ((byte)0x6C, answer[^1]),
                2 => ((byte)0x91, answer[^1]),
                3 => (answer[^2], answer[^1]),
                _ => ((byte)0x90, (byte)0),
            };
            if (random.Next(2) == 0 && answer.Length > 20)
            {
                // An FCP of a file that can be read.
                Convert.FromHexString("620b8205422100" + "0803" + "8002" + "0018").CopyTo(answer, 0);
            }

            try
            {
                if (frame.Length == 0)
                {
                    return count;
                }

                await card.SendAsync(Vicc.FrameOf(frame == AskAtr ? "3b00" : Convert.ToHexStringLower(answer)));
            }
            catch (SocketException)
            {
                return count;
            }
        }
    }

    private static async Task<SubscriberReadyState> StateOf(ModemGroup group)
    {
        var state = SubscriberReadyState.NotInitialized;
        await group.InvokeAsync(modem => state = modem.SubscriberReady.ReadyState);
        return state;
    }

    private ModemGroup MakeGroup(ModemProfile profile, TimeProvider? time = null)
    {
        var group = new ModemGroup(new ModemGroupOptions { Profile = profile, TimeProvider = time ?? TimeProvider.System, LoggerFactory = _log });
        _groups.Add(group);
        return group;
    }

    private async Task<(ModemGroup Group, VpcdReader Reader)> StartAsync(TimeProvider? time = null)
    {
        var group = MakeGroup(ModemProfile.Parse("outside", "sim: { reader: \"127.0.0.1:0\" }"), time);
        var reader = new VpcdReader(group, new StreamOptions(), _log);
        await reader.StartAsync();
        return (group, reader);
    }
}
