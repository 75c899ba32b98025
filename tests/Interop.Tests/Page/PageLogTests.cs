using MbimProtocol.Services.BasicConnectService;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>The messages and events of the page: what is shown of them, and where one stands among them.</summary>
[Platform("Linux")]
public sealed class PageLogTests
{
    [OneTimeSetUp]
    public static void BePatient() => SetDefaultExpectTimeout(60_000);

    [Test]
    public async Task A_service_a_direction_and_faults_alone_can_be_chosen()
    {
        await using var run = await PageRun.OpenAsync("--scenario", """
            schemaVersion: 1
            rules:
              - { name: busy, on: { command: RADIO_STATE }, do: { answer: { status: busy } } }
            """);
        await using var device = await run.ConnectAsync();
        await device.QueryAsync(BasicConnect.DeviceCaps);
        Assert.ThrowsAsync<MbimClient.MbimStatusException>(() => device.QueryAsync(BasicConnect.RadioState));
        var shown = run.Page.Locator("#log li:visible");
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "DEVICE_CAPS" })).ToHaveCountAsync(2);

        await run.Page.GetByLabel("Direction").SelectOptionAsync("to host");
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "DEVICE_CAPS" })).ToHaveCountAsync(1);
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "→" })).ToHaveCountAsync(0);

        await run.Page.GetByLabel("Direction").SelectOptionAsync("both");
        await run.Page.GetByLabel("Service").SelectOptionAsync("Basic Connect");
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "OPEN_DONE" })).ToHaveCountAsync(0);

        await run.Page.GetByLabel("Service").SelectOptionAsync("all");
        await run.Page.GetByLabel("Faults only").CheckAsync();
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "busy" })).Not.ToHaveCountAsync(0);
        await Expect(shown.Filter(new LocatorFilterOptions { HasText = "DEVICE_CAPS" })).ToHaveCountAsync(0);
    }

    [Test]
    public async Task The_newest_entries_are_followed_also_when_the_modem_changes()
    {
        await using var run = await PageRun.OpenAsync("--count", "2");
        await using var device = await run.ConnectAsync();
        var first = run.Page.Locator("#log li:visible").First;
        await Expect(first).ToBeVisibleAsync();
        await run.Page.Locator("#modems button").Nth(1).ClickAsync();
        await run.Page.Locator("#modems button").Nth(0).ClickAsync();

        await device.QueryAsync(BasicConnect.HomeProvider);

        await Expect(first).ToContainTextAsync("HOME_PROVIDER");
        await Expect(run.Page.Locator("#follow")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Older_entries_stay_in_sight_until_one_follows_again()
    {
        await using var run = await PageRun.OpenAsync();
        await using var device = await run.ConnectAsync();
        for (var i = 0; i < 60; i++)
        {
            await device.QueryAsync(BasicConnect.DeviceCaps);
        }

        var first = run.Page.Locator("#log li:visible").First;
        await Expect(run.Page.Locator("#log li")).Not.ToHaveCountAsync(0);
        await run.Page.Locator("#log li:visible").Nth(100).ScrollIntoViewIfNeededAsync();
        await run.Page.EvaluateAsync("window.scrollTo(0, document.body.scrollHeight)");
        var newest = await first.GetAttributeAsync("data-number");
        await device.QueryAsync(BasicConnect.HomeProvider);
        var follow = run.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("Follow \\([0-9]+ new\\)") });
        await Expect(follow).ToHaveCountAsync(1);
        Assert.That(await first.GetAttributeAsync("data-number"), Is.EqualTo(newest));

        await Expect(run.Page.Locator("#log li", new PageLocatorOptions { HasText = "HOME_PROVIDER" })).ToHaveCountAsync(0);

        await run.Page.Locator("#follow").EvaluateAsync("button => button.click()");
        await Expect(first).ToContainTextAsync("HOME_PROVIDER");
        await Expect(run.Page.Locator("#follow")).ToBeHiddenAsync();
    }
}
