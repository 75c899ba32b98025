using System.Buffers.Binary;
using MbimClient;
using MbimEmulator.Links;
using MbimEmulator.Testing.Tests.Scenarios;
using MbimProtocol;
using MbimProtocol.DataPlane;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.MobileBroadbandCalls;
using static MbimEmulator.Testing.Tests.Scenarios.HostCalls;

namespace MbimEmulator.Testing.Tests.Examples;

/// <summary>The recipes of docs/cookbook.md for packets, answers, the modem itself and device services.</summary>
public sealed class CookbookModemTests
{
    private const string Cookbook = ExamplePage.Cookbook;

    [Test]
    [Example("One packet in twenty is lost, and the same ones in every run", Cookbook)]
    public async Task The_same_packets_are_lost_in_every_run()
    {
        var first = await ArrivedAsync();
        Assert.That(first, Has.Count.InRange(925, 975));
        Assert.That(await ArrivedAsync(), Is.EqualTo(first));

        static async Task<List<uint>> ArrivedAsync()
        {
            List<uint> arrived = [];
            await ExampleModem.RunAsync(async modem =>
            {
                var transport = await modem.Group.ConnectAsync("host");
                await using var device = await MbimDevice.OpenAsync(transport, new MbimDeviceOptions { TimeProvider = modem.Clock });
                await modem.AtAsync(1);
                await device.ConnectToInternetAsync("loopback");
                for (uint number = 0; number < 1000; number++)
                {
                    var packet = new byte[24];
                    packet[0] = 0x45;
                    BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(20), number);
                    var block = new NtbWriter(new NtbLayout(NtbFormat.Ntb16, 16384));
                    Assert.That(block.TryAdd(NtbStream.IP(0), packet));
                    transport.Link.Data.Send(Transfer.Copy(block.Finish()));
                    await modem.AfterAsync(0.001);
                    while (transport.Link.Data.TryReceive(out var answer))
                    {
                        using (answer)
                        {
                            Assert.That(Ntb.TryParse(answer.Span, MbimReadMode.Strict, out var ntb, out _));
                            foreach (var datagram in ntb)
                            {
                                arrived.Add(BinaryPrimitives.ReadUInt32BigEndian(datagram.Data[20..]));
                            }
                        }
                    }
                }
            });
            return arrived;
        }
    }

    [Test]
    [Example("The modem is busy for its first ten seconds", Cookbook)]
    public Task Every_command_is_busy_for_ten_seconds() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.DeviceCaps), FailsWith(MbimStatus.Busy));
        await modem.AtAsync(9.9);
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), FailsWith(MbimStatus.Busy));
        await modem.AtAsync(10.001);
        await device.ConnectToInternetAsync();
    });

    [Test]
    [Example("The answer to CONNECT is lost, although the modem is connected", Cookbook)]
    public Task A_query_tells_that_only_the_answer_was_lost() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), Throws.InstanceOf<MbimTimeoutException>());
        Assert.That((await device.QueryAsync(BasicConnect.Connect, new ConnectQuery())).ActivationState, Is.EqualTo(ActivationState.Activated));
    });

    [Test]
    [Example("The answer comes after the host's timeout", Cookbook)]
    public Task The_first_answer_comes_ten_seconds_after_the_timeout() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromSeconds(30) });
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => Assert.ThatAsync(() => device.QueryAsync(BasicConnect.HomeProvider), Throws.InstanceOf<MbimTimeoutException>())), Is.EqualTo(30).Within(1e-6));
        Assert.That(await modem.TimeAsync(() => device.QueryAsync(BasicConnect.HomeProvider)), Is.Zero);
        await modem.AtAsync(60);
        var questions = modem.Journal.Verify().Exactly(2, "COMMAND HOME_PROVIDER query");
        var answers = modem.Journal.Verify().Exactly(2, "COMMAND_DONE HOME_PROVIDER");
        Assert.That(answers.Select(answer => answer.Answers), Is.EqualTo(questions.Reverse().Select(question => question.Number)), "the second question is answered first");
        Assert.That((answers[1].Elapsed - questions[0].Elapsed).TotalSeconds, Is.EqualTo(40).Within(1e-6));
    });

    [Test]
    [Example("Every notification of the registration comes twice", Cookbook)]
    public Task Each_notification_comes_twice() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var states = device.WatchRegistration();
        await modem.State.LoseCoverageAsync();
        await modem.State.RegainCoverageAsync();
        await modem.AtAsync(5);
        Assert.That(states, Is.EqualTo(new[] { RegisterState.Searching, RegisterState.Searching, RegisterState.Home, RegisterState.Home }));
    });

    [Test]
    [Example("The first DEVICE_CAPS is cut short", Cookbook)]
    public Task The_first_answer_cannot_be_parsed() => ExampleModem.RunAsync(async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.DeviceCaps), Throws.InstanceOf<MbimAnswerException>());
        Assert.That((await device.QueryAsync(BasicConnect.DeviceCaps)).HardwareInfo, Is.EqualTo("MBIM Emulator LTE"));
    });

    [Test]
    [Example("Everything comes one byte at a time", Cookbook)]
    public Task Each_read_gives_one_byte() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.AttachAsync(modem, CarrierKind.Stream);
        await host.OpenAsync();
        Assert.That(host.Received, Has.Count.EqualTo(16));
        await host.QueryAsync(BasicConnectCid.SignalState);
        await modem.AfterAsync(1);
        Assert.That(host.Received, Has.Count.EqualTo(16 + 68));
        Assert.That(host.Received.Select(transfer => transfer.Bytes.Length), Has.All.EqualTo(1));
        Assert.That(host.Received[^1].At - host.Received[16].At, Is.EqualTo(0.067).Within(1e-6));
        host.Received.Clear();
        await modem.State.LoseCoverageAsync();
        await host.CloseAsync();
        Assert.That(host.Received, Has.Count.GreaterThan(16));
        Assert.That(host.Received.Select(transfer => transfer.Bytes.Length), Has.All.EqualTo(1));
    });

    [Test]
    [Example("The modem vanishes during CONNECT, and is back after eight seconds", Cookbook)]
    public Task The_modem_is_gone_for_eight_seconds() => ExampleModem.RunAsync(async modem =>
    {
        var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        Assert.That(await modem.TimeAsync(() => Assert.ThatAsync(() => device.ConnectToInternetAsync(), Throws.InstanceOf<MbimDisconnectedException>())), Is.EqualTo(0.05).Within(1e-6));
        await device.DisposeAsync();
        await modem.AtAsync(8.9);
        await Assert.ThatAsync(() => modem.ConnectAsync(), Throws.InstanceOf<IOException>());
        await modem.AtAsync(10);
        await using var again = await modem.ConnectAsync();
        await again.ConnectToInternetAsync();
    });

    [Test]
    [Example("The firmware resets at every fifth command", Cookbook)]
    public Task The_fifth_command_ends_the_connection() => ExampleModem.RunAsync(async modem =>
    {
        var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        for (var i = 2; i < 5; i++)
        {
            await device.QueryAsync(BasicConnect.SignalState);
        }

        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.SignalState), Throws.InstanceOf<MbimDisconnectedException>());
        await device.DisposeAsync();
        await using var again = await modem.ConnectAsync();
        Assert.That((await modem.State.ReadAsync()).Contexts, Is.Empty);
        await modem.AfterAsync(1);
        Assert.That((await again.QueryAsync(BasicConnect.RegisterState)).RegisterState, Is.EqualTo(RegisterState.Home));
        await again.ConnectToInternetAsync();
    });

    [Test]
    [Example("The modem forgets its session after 30 s", Cookbook)]
    public Task Every_command_is_refused_until_the_host_opens_again() => ExampleModem.RunAsync(async modem =>
    {
        var host = await RawHost.OpenAsync(modem);
        await modem.AtAsync(29);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await modem.AtAsync(31);
        await host.QueryAsync(BasicConnectCid.SignalState);
        await host.OpenAsync();
        await host.QueryAsync(BasicConnectCid.SignalState);
        Assert.That(host.Lines, Is.EqualTo(new[] { "2 SignalState Success", "3 FunctionError NotOpened", "4 OpenDone Success", "5 SignalState Success" }));
    });

    [Test]
    [Example("The third data session is one too many", Cookbook)]
    public Task Two_data_sessions_open_and_a_third_one_when_another_has_closed() => ExampleModem.RunAsync(async modem =>
    {
        var first = await (await modem.OpenEchoAsync()).OpenDataSessionAsync();
        await (await modem.OpenEchoAsync()).OpenDataSessionAsync();
        var third = await modem.OpenEchoAsync();
        await Assert.ThatAsync(() => third.OpenDataSessionAsync(), ExampleModem.Fails(HResult.TooManySessions, wasAccepted: false));
        await first.CloseAsync();
        await third.OpenDataSessionAsync();
    });

    [Test]
    [Example("A guest may not open data sessions", Cookbook)]
    public Task The_guest_alone_is_denied() => ExampleModem.RunAsync(async modem =>
    {
        var guest = await modem.OpenEchoAsync("guest");
        await Assert.ThatAsync(() => guest.OpenDataSessionAsync(), ExampleModem.Fails(HResult.AccessDenied, wasAccepted: false));
        await (await modem.OpenEchoAsync("somebody")).OpenDataSessionAsync();
    });
}
