using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Scenarios;

public sealed class AnswerScenarioTests
{
    private static readonly MbimDeviceOptions Impatient = new() { CommandTimeout = TimeSpan.FromSeconds(3) };

    [Test]
    [Scenario("response-lost")]
    public Task Every_fifth_question_has_to_be_asked_again() => ScenarioModem.RunAsync("response-lost", async modem =>
    {
        await using var device = await modem.ConnectAsync(Impatient);
        var lost = 0;
        for (var answers = 0; answers < 20;)
        {
            try
            {
                await device.QueryAsync(BasicConnect.SignalState);
                answers++;
            }
            catch (MbimTimeoutException)
            {
                lost++;
            }
        }

        Assert.That(lost, Is.EqualTo(4));
        modem.Journal.Verify().Exactly(24, "COMMAND SIGNAL_STATE query");
        modem.Journal.Verify().Exactly(20, "COMMAND_DONE SIGNAL_STATE");
    });

    [Test]
    [Scenario("late-response-after-retry")]
    public Task The_answer_to_the_first_question_is_not_that_to_the_second() => ScenarioModem.RunAsync("late-response-after-retry", async modem =>
    {
        await using var device = await modem.ConnectAsync(Impatient);
        await Assert.ThatAsync(() => device.QueryAsync(BasicConnect.HomeProvider), Throws.InstanceOf<MbimTimeoutException>());
        var asked = modem.Elapsed;
        await device.QueryAsync(BasicConnect.HomeProvider);

        Assert.That(modem.Elapsed - asked, Is.EqualTo(TimeSpan.FromSeconds(1)));
        var questions = modem.Journal.Verify().Exactly(2, "COMMAND HOME_PROVIDER query");
        var answers = modem.Journal.Verify().Exactly(2, "COMMAND_DONE HOME_PROVIDER");
        Assert.That(answers.Select(answer => answer.Answers), Is.EqualTo(questions.Select(question => question.Number)));
        Assert.That(answers[0].Elapsed, Is.EqualTo(questions[1].Elapsed), "the late answer goes when the host asks again");
    });

    [Test]
    [Scenario("function-busy")]
    public Task The_fourth_attempt_works() => ScenarioModem.RunAsync("function-busy", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await modem.AtAsync(1);
        var pause = 1;
        while (true)
        {
            try
            {
                await device.ConnectToInternetAsync();
                break;
            }
            catch (MbimStatusException e) when (e.Status == MbimStatus.Busy && pause < 60)
            {
                await modem.AfterAsync(pause);
                pause *= 2;
            }
        }

        Assert.That(pause, Is.EqualTo(8));
        modem.Journal.Verify().Exactly(3, "CONNECT set Status=busy");
        modem.Journal.Verify().Once("CONNECT set Status=success");
    });

    [Test]
    [Scenario("notification-storm")]
    public Task Answers_come_through_a_thousand_notifications() => ScenarioModem.RunAsync("notification-storm", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        var redraws = 0;
        device.OnNotification(BasicConnect.SignalState, info => redraws += info.Rssi == 17 ? 1 : 0);
        await modem.AtAsync(5);
        await device.ConnectToInternetAsync();
        await modem.AtAsync(12);

        Assert.That(redraws, Is.GreaterThan(990));
        modem.Journal.Verify().AtLeast(1000, "INDICATE_STATUS SIGNAL_STATE Rssi=17");
        modem.Journal.Verify().InOrder("INDICATE_STATUS SIGNAL_STATE Rssi=17", "CONNECT set Status=success", "INDICATE_STATUS SIGNAL_STATE Rssi=17");
    });

    [Test]
    [Scenario("fragments-out-of-order")]
    public Task The_host_says_so_and_asks_again() => ScenarioModem.RunAsync("fragments-out-of-order", async modem =>
    {
        await using var device = await modem.ConnectAsync();
        await Assert.ThatAsync(
            () => device.QueryAsync(BasicConnect.DeviceCaps),
            Throws.InstanceOf<MbimProtocolErrorException>().With.Property(nameof(MbimProtocolErrorException.IsFromFunction)).False);
        Assert.That((await device.QueryAsync(BasicConnect.DeviceCaps)).DeviceId, Is.Not.Empty);

        modem.Journal.Verify().InOrder("DEVICE_CAPS query", "HOST_ERROR Error=fragmentOutOfSequence", "DEVICE_CAPS query", "COMMAND_DONE DEVICE_CAPS Status=success");
    });

    [Test]
    [Scenario("slow-modem")]
    public Task Answers_come_in_seconds_and_not_in_the_order_of_the_questions() => ScenarioModem.RunAsync("slow-modem", async modem =>
    {
        await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromMinutes(2) });
        var start = modem.Elapsed;
        List<int> order = [];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(AskAsync));

        Assert.That(modem.Elapsed - start, Is.GreaterThan(TimeSpan.FromSeconds(2)));
        Assert.That(order, Is.Not.Ordered.And.EquivalentTo(Enumerable.Range(0, 12)));
        modem.Journal.Verify().Exactly(12, "COMMAND_DONE SIGNAL_STATE Status=success");

        async Task AskAsync(int number)
        {
            await device.QueryAsync(BasicConnect.SignalState);
            order.Add(number);
        }
    });

    [Test]
    [Scenario("throttled-link")]
    public Task Questions_at_once_time_out_where_one_after_the_other_does_not() => ScenarioModem.RunAsync("throttled-link", async modem =>
    {
        await using var device = await modem.ConnectAsync(Impatient);
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync()));
        await modem.AfterAsync(30);
        List<bool> oneByOne = [];
        for (var i = 0; i < 6; i++)
        {
            oneByOne.Add(await AskAsync());
        }

        Assert.That(atOnce, Does.Contain(true).And.Contain(false));
        Assert.That(oneByOne, Has.All.True);
        modem.Journal.Verify().Exactly(12, "COMMAND DEVICE_CAPS query");

        async Task<bool> AskAsync()
        {
            try
            {
                await device.QueryAsync(BasicConnect.DeviceCaps);
                return true;
            }
            catch (MbimTimeoutException)
            {
                return false;
            }
        }
    });

    [Test]
    [Scenario("flaky")]
    public async Task Patience_gets_everything_done_and_a_second_run_is_the_same()
    {
        var first = await TranscriptAsync();
        Assert.That(await TranscriptAsync(), Is.EqualTo(first));

        static async Task<string[]> TranscriptAsync()
        {
            string[] transcript = [];
            await ScenarioModem.RunAsync("flaky", async modem =>
            {
                await using var device = await modem.ConnectAsync(new MbimDeviceOptions { CommandTimeout = TimeSpan.FromSeconds(5) });
                var (lost, refused) = (0, 0);
                for (var done = 0; done < 60;)
                {
                    try
                    {
                        await device.QueryAsync(BasicConnect.RadioState);
                        done++;
                    }
                    catch (MbimTimeoutException)
                    {
                        lost++;
                    }
                    catch (MbimStatusException)
                    {
                        refused++;
                        await modem.AfterAsync(1);
                    }
                }

                Assert.That(lost, Is.EqualTo(await modem.Faults.CountAsync("lost")).And.GreaterThan(0));
                modem.Journal.Verify().Exactly(60, "RADIO_STATE query Status=success");
                modem.Journal.Verify().Exactly(refused, "RADIO_STATE query Status=failure");
                transcript = [.. modem.Journal.Read().Select(entry => $"{entry.Elapsed} {entry}")];
            });
            return transcript;
        }
    }
}
