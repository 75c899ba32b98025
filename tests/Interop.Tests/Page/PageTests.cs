using MbimProtocol.Services.BasicConnectService;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>The page as people use it.</summary>
[Platform("Linux")]
public sealed class PageTests
{
    private const string Hostile = "<img src=x onerror=\"document.title='owned'\">";

    [OneTimeSetUp]
    public static void BePatient() => SetDefaultExpectTimeout(60_000);

    [Test]
    public async Task The_modems_are_listed_and_one_is_chosen_by_key()
    {
        await using var run = await PageRun.OpenAsync("--count", "2");
        var modems = run.Page.GetByRole(AriaRole.Navigation, new PageGetByRoleOptions { Name = "Modems" }).GetByRole(AriaRole.Button);

        await Expect(modems).ToContainTextAsync(["modem0default, plugged in", "modem1default, plugged in"]);
        await Expect(run.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "modem0" })).ToBeVisibleAsync();
        await run.Page.Keyboard.PressAsync("Tab");
        await run.Page.Keyboard.PressAsync("Tab");
        await run.Page.Keyboard.PressAsync("Enter");
        await Expect(run.Page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = "modem1" })).ToBeVisibleAsync();
        Assert.That(run.Console, Is.Empty);
    }

    [Test]
    public async Task A_click_ejects_the_sim()
    {
        await using var run = await PageRun.OpenAsync();
        await using var device = await run.ConnectAsync();
        await Expect(run.State("SIM")).ToHaveTextAsync("initialized");

        await run.ClickAsync("Eject SIM");

        await Expect(run.State("SIM")).ToHaveTextAsync("sim not inserted");
        await Expect(run.Page.GetByText("modem0: the SIM is out")).ToBeVisibleAsync();
        Assert.That((await device.QueryAsync(BasicConnect.SubscriberReadyStatus)).ReadyState, Is.EqualTo(SubscriberReadyState.SimNotInserted));
    }

    [Test]
    public async Task Every_button_does_what_it_says_and_a_refusal_is_told()
    {
        await using var run = await PageRun.OpenAsync();
        await Expect(run.State("Registration")).ToContainTextAsync("home");

        await run.ClickAsync("Lose coverage");
        await Expect(run.State("Registration")).Not.ToContainTextAsync("home");
        await run.ClickAsync("Regain coverage");
        await Expect(run.State("Registration")).ToContainTextAsync("home");
        await run.ClickAsync("Eject SIM");
        await run.ClickAsync("Insert SIM");
        await Expect(run.State("SIM")).ToHaveTextAsync("initialized");
        await run.ClickAsync("Remove modem");
        await Expect(run.State("Modem")).ToHaveTextAsync("removed");
        await run.ClickAsync("Reset modem");
        await Expect(run.Page.GetByText("is not plugged in")).ToBeVisibleAsync();
        await run.ClickAsync("Insert modem");
        await Expect(run.State("Modem")).ToHaveTextAsync("plugged in");
        await run.ClickAsync("Reset modem");
        await Expect(run.Page.GetByText("is not plugged in")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_message_of_a_host_appears_with_its_fields()
    {
        await using var run = await PageRun.OpenAsync();
        await using var device = await run.ConnectAsync();
        await device.QueryAsync(BasicConnect.SubscriberReadyStatus);
        var log = run.Page.GetByRole(AriaRole.List, new PageGetByRoleOptions { Name = "Messages and events" });

        await Expect(log).ToContainTextAsync("→ to modem: COMMAND Basic Connect SUBSCRIBER_READY_STATUS Query");
        var answer = log.Locator("summary", new LocatorLocatorOptions { HasText = "← to host: COMMAND_DONE Basic Connect SUBSCRIBER_READY_STATUS Success" });
        await answer.FocusAsync();
        await answer.PressAsync("Enter");

        var fields = log.Locator("details[open] dl").First;
        await Expect(fields).ToContainTextAsync("ReadyStateInitialized (1)");
        await Expect(fields).ToContainTextAsync("SimIccId********************");
    }

    [Test]
    public async Task The_log_is_paused_and_cleared()
    {
        await using var run = await PageRun.OpenAsync();
        await Expect(run.State("SIM")).ToBeVisibleAsync();
        var log = run.Page.Locator("#log li");
        await run.ClickAsync("Pause");

        // What the modem has read of its SIM meanwhile.
        await run.ClickAsync("Clear");
        await Expect(log).ToHaveCountAsync(0);
        await run.ClickAsync("Eject SIM");
        await Expect(run.State("SIM")).ToHaveTextAsync("sim not inserted");
        await Expect(log).ToHaveCountAsync(0);

        await run.ClickAsync("Pause");
        await Expect(log).ToContainTextAsync(["the SIM is out"]);
        await run.ClickAsync("Clear");
        await Expect(log).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_scenario_shows_its_rules_and_how_often_they_acted()
    {
        await using var run = await PageRun.OpenAsync("--scenario", """
            schemaVersion: 1
            name: a slow radio
            rules:
              - name: busy twice
                on: { command: RADIO_STATE }
                times: 2
                setState: seen
                do: { answer: { status: busy } }
            """);
        await Expect(run.Page.Locator("#scenario")).ToContainTextAsync("a slow radio · State: start");
        await using var device = await run.ConnectAsync();

        Assert.ThrowsAsync<MbimClient.MbimStatusException>(() => device.QueryAsync(BasicConnect.RadioState));

        await Expect(run.Page.Locator("#rules tr").First).ToHaveTextAsync("busy twice112yes");
        await Expect(run.Page.Locator("#scenario")).ToContainTextAsync("State: seen");
    }

    [Test]
    public async Task What_a_device_says_is_text()
    {
        await using var run = await PageRun.OpenAsync("--profile", $"extends: default\nname: '{Hostile.Replace("'", "''", StringComparison.Ordinal)}'\n", "--scenario", $$"""
            schemaVersion: 1
            name: <script>document.title='owned'</script>
            rules:
              - name: <b onclick=alert(1)>bold</b>
                on: { command: RADIO_STATE }
                do: { answer: { status: busy } }
            """);
        await using var device = await run.ConnectAsync();
        Assert.ThrowsAsync<MbimClient.MbimStatusException>(() => device.QueryAsync(BasicConnect.RadioState));

        await Expect(run.State("Profile")).ToHaveTextAsync(Hostile);
        await Expect(run.Page.Locator("#modems")).ToContainTextAsync(Hostile);
        await Expect(run.Page.Locator("#rules th")).ToHaveTextAsync("<b onclick=alert(1)>bold</b>");
        await Expect(run.Page.Locator("#log")).ToContainTextAsync("[<b onclick=alert(1)>bold</b>]");
        await Expect(run.Page.Locator("#scenario")).ToContainTextAsync("<script>document.title='owned'</script>");
        await Expect(run.Page).ToHaveTitleAsync("MBIM emulator");
        await Expect(run.Page.Locator("img, b, body script")).ToHaveCountAsync(0);
        Assert.That(run.Console, Is.Empty);
    }

    [Test]
    public async Task A_wrong_token_is_told_and_the_right_one_goes_in_by_hand()
    {
        await using var run = await PageRun.StartAsync([]);
        await run.Page.GotoAsync(run.Address[..^1] + (run.Address[^1] == '0' ? '1' : '0'));

        await Expect(run.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The token is missing or wrong.");
        await Expect(run.Page.GetByRole(AriaRole.Main)).ToBeHiddenAsync();
        await run.Page.GetByLabel("Token").FillAsync(run.Token);
        await run.ClickAsync("Connect");

        await Expect(run.State("SIM")).ToHaveTextAsync("initialized");
        await Expect(run.Page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
    }

    [Test]
    public async Task The_token_is_in_no_address_and_outlives_a_reload()
    {
        await using var run = await PageRun.OpenAsync();
        await Expect(run.State("SIM")).ToBeVisibleAsync();
        Assert.That(run.Page.Url, Does.Not.Contain("token"));

        await run.Page.ReloadAsync();

        await Expect(run.State("SIM")).ToBeVisibleAsync();
        Assert.That(run.Requests.Select(request => new Uri(request.Url).PathAndQuery), Has.None.Contains(run.Token).And.None.Contains("token"));
        Assert.That(run.Requests.Select(request => new Uri(request.Url).Host).Distinct(), Is.EqualTo(new[] { "127.0.0.1" }));
    }

    [Test]
    public async Task Nothing_is_wider_than_a_telephone()
    {
        await using var run = await PageRun.StartAsync([], width: 320, height: 640);
        await run.Page.GotoAsync(run.Address);
        await Expect(run.State("SIM")).ToBeVisibleAsync();

        Assert.That(await run.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(320));
    }

    [Test]
    public async Task The_end_of_the_emulator_is_told()
    {
        await using var run = await PageRun.OpenAsync();
        var connection = run.Page.Locator("#connection");
        await Expect(connection).ToHaveTextAsync("Connected");

        await run.StopAsync();

        await Expect(connection).ToHaveTextAsync("The emulator cannot be reached.");
    }
}
