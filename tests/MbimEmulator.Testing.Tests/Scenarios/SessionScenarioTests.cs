using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Scenarios;

public sealed class SessionScenarioTests
{
    [Test]
    [Scenario("open-lost-once")]
    public Task The_second_open_is_answered() => ScenarioModem.RunAsync("open-lost-once", async modem =>
    {
        await using var device = await modem.ConnectAsync();

        Assert.That(modem.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(5)));
        modem.Journal.Verify().Once("OPEN_DONE");
        modem.Journal.Verify().InOrder("OPEN", "OPEN_DONE Status=success");
    });

    [Test]
    [Scenario("slow-boot")]
    public Task The_modem_opens_after_twenty_seconds() => ScenarioModem.RunAsync("slow-boot", async modem =>
    {
        await using (var device = await modem.ConnectAsync())
        {
            Assert.That(modem.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(20)));
            await device.QueryAsync(BasicConnect.DeviceCaps);
        }

        modem.Journal.Verify().Exactly(4, "OPEN");
        modem.Journal.Verify().Exactly(4, "OPEN_DONE");
    });

    [Test]
    [Scenario("close-unanswered")]
    public Task Closing_ends_without_an_answer_and_the_modem_can_be_opened_again() => ScenarioModem.RunAsync("close-unanswered", async modem =>
    {
        var device = await modem.ConnectAsync();
        await Assert.ThatAsync(() => device.CloseAsync(), Throws.InstanceOf<MbimTimeoutException>());
        Assert.That(modem.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(5)));
        await using var again = await modem.ConnectAsync();
        await again.QueryAsync(BasicConnect.DeviceCaps);

        modem.Journal.Verify().InOrder("OPEN", "CLOSE", "OPEN", "DEVICE_CAPS query");
        modem.Journal.Verify().Never("CLOSE_DONE");
    });

    [Test]
    [Scenario("not-opened-after-resume")]
    public Task The_session_is_lost_and_made_anew() => ScenarioModem.RunAsync("not-opened-after-resume", async modem =>
    {
        var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await device.ConnectToInternetAsync();
        await modem.AtAsync(31);
        await Assert.ThatAsync(
            () => device.QueryAsync(BasicConnect.SignalState),
            Throws.InstanceOf<MbimProtocolErrorException>().With.Property(nameof(MbimProtocolErrorException.Error)).EqualTo(MbimProtocolError.NotOpened));

        await device.DisposeAsync();
        await using var again = await modem.ConnectAsync();
        var connection = await again.QueryAsync(BasicConnect.Connect, new ConnectQuery());

        Assert.That(connection.ActivationState, Is.EqualTo(ActivationState.Deactivated));
        await again.ConnectToInternetAsync();
        modem.Journal.Verify().InOrder("CONNECT set Status=success", "FUNCTION_ERROR Error=notOpened", "OPEN", "CONNECT set Status=success");
        modem.Journal.Verify().Once("FUNCTION_ERROR");
    });

    [Test]
    [Scenario("hang-up-mid-command")]
    public Task Outstanding_commands_end_with_the_connection_and_a_new_one_works() => ScenarioModem.RunAsync("hang-up-mid-command", async modem =>
    {
        var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        await Assert.ThatAsync(() => device.ConnectToInternetAsync(), Throws.InstanceOf<MbimDisconnectedException>());
        Assert.That(modem.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(1)), "at once, not by a timeout");
        await device.DisposeAsync();

        await using var again = await modem.ConnectAsync();
        await again.ConnectToInternetAsync();
        modem.Journal.Verify().Exactly(2, "OPEN");
        modem.Journal.Verify().Once("CONNECT set Status=success");
    });

    [Test]
    [Scenario("modem-pulled-and-back")]
    public Task The_modem_is_gone_and_found_again() => ScenarioModem.RunAsync("modem-pulled-and-back", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await Assert.ThatAsync(
            async () =>
            {
                await foreach (var _ in device.Notifications)
                {
                }
            },
            Throws.InstanceOf<MbimDisconnectedException>());
        Assert.That(modem.Elapsed, Is.EqualTo(TimeSpan.FromSeconds(30)));
        await Assert.ThatAsync(() => modem.ConnectAsync(), Throws.InstanceOf<IOException>());
        await modem.AtAsync(41);

        await using var again = await modem.ConnectAsync();
        await again.ConnectToInternetAsync();
        modem.Journal.Verify().InOrder("OPEN", "OPEN", "CONNECT set Status=success");
    });
}
