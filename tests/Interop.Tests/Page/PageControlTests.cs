using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Control.Http;
using MbimEmulator.Hosting.Endpoints;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>What people do to a modem and to the run from the page.</summary>
[Platform("Linux")]
public sealed class PageControlTests
{
    [OneTimeSetUp]
    public static void BePatient() => SetDefaultExpectTimeout(60_000);

    [Test]
    public async Task Chips_tell_what_matters_of_each_modem()
    {
        await using var run = await PageRun.OpenAsync("--count", "2");
        await using var device = await run.ConnectAsync();
        var chips = run.Page.Locator("#modems li").First.Locator(".chip");
        await Expect(chips).ToHaveTextAsync(["SIM initialized", "registered: home", "not connected"]);

        await device.SetAsync(BasicConnect.Connect, new SetConnect
        {
            ActivationCommand = ActivationCommand.Activate,
            AccessString = "internet",
            ContextType = ContextTypes.Internet,
            IpType = ContextIpType.IPv4v6,
        });
        await Expect(chips).ToHaveTextAsync(["SIM initialized", "registered: home", "connected"]);
        await Expect(run.State("Contexts")).ToHaveTextAsync("session 0: activated, ipv4v6");

        await AddFaultAsync(run, "T13-duplicate-response");
        await Expect(chips).ToContainTextAsync(["SIM initialized", "registered: home", "connected", "1 rule"]);
        await run.ClickAsync("Eject SIM");
        await Expect(chips.First).ToHaveTextAsync("SIM sim not inserted");
        await Expect(run.Page.Locator("#modems li").Nth(1).Locator(".chip")).ToHaveTextAsync(["SIM initialized", "registered: home", "not connected"]);
    }

    [Test]
    public async Task Every_change_stands_in_its_group_and_takes_its_arguments()
    {
        await using var run = await PageRun.OpenAsync();
        await run.Page.GetByText("All changes").ClickAsync();
        var groups = run.Page.Locator("#change-groups fieldset");
        await Expect(groups.Locator("legend")).ToContainTextAsync(["modem", "sim", "radio"]);

        var signal = groups.Filter(new LocatorFilterOptions { HasText = "error rate" }).Locator("form").Filter(new LocatorFilterOptions { HasText = "error rate" });
        await signal.GetByPlaceholder("RSSI", new LocatorGetByPlaceholderOptions { Exact = true }).FillAsync("7");
        await signal.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(run.State("Signal")).ToContainTextAsync("RSSI 7");

        await signal.GetByPlaceholder("RSSI", new LocatorGetByPlaceholderOptions { Exact = true }).FillAsync("77");
        await signal.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(run.Page.Locator("#done.refused")).ToContainTextAsync("31");
        await Expect(run.State("Signal")).ToContainTextAsync("RSSI 7");
    }

    [Test]
    public async Task A_scenario_is_loaded_and_stopped_and_a_wrong_name_is_told()
    {
        await using var run = await PageRun.OpenAsync();
        await Expect(run.Page.Locator("#scenario")).ToContainTextAsync("No scenario");
        await run.Page.GetByLabel("Scenario", new PageGetByLabelOptions { Exact = true }).FillAsync("wrong-apm");
        await run.ClickAsync("Load scenario");
        await Expect(run.Page.Locator("#scenario-done.refused")).ToContainTextAsync("wrong-apn");

        await run.Page.GetByLabel("Scenario", new PageGetByLabelOptions { Exact = true }).FillAsync("wrong-apn");
        await Expect(run.Page.Locator("#scenario-description")).ToContainTextAsync("refuse");
        await run.ClickAsync("Load scenario");
        await Expect(run.Page.Locator("#scenario")).ToContainTextAsync("wrong-apn");
        await Expect(run.Page.Locator("#rules th")).ToHaveTextAsync("wrong apn");

        await run.ClickAsync("Stop scenario");
        await Expect(run.Page.Locator("#rules-region")).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_fault_is_added_with_its_parameters()
    {
        await using var run = await PageRun.OpenAsync();
        await run.Page.GetByLabel("Fault", new PageGetByLabelOptions { Exact = true }).FillAsync("T04-open-fails");
        await Expect(run.Page.Locator("#fault-title")).ToContainTextAsync("OPEN_DONE reports FAILURE");
        await run.Page.GetByLabel("times").FillAsync("3");
        await run.ClickAsync("Add fault");

        await Expect(run.Page.Locator("#rules tr")).ToContainTextAsync(["T04-open-fails003yes"]);
    }

    [Test]
    public async Task A_capture_is_begun_and_ended()
    {
        var folder = Directory.CreateTempSubdirectory("captures").FullName;
        try
        {
            await using var run = await PageRun.OpenAsync("--control-files", folder);
            await run.Page.GetByLabel("File").FillAsync("page.pcapng");
            await run.ClickAsync("Start capture");
            await Expect(run.Page.Locator("#capture")).ToContainTextAsync("page.pcapng");
            await Expect(run.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Start capture" })).ToBeDisabledAsync();
            await run.ClickAsync("Stop capture");
            await Expect(run.Page.Locator("#capture")).ToHaveTextAsync("No capture");
            Assert.That(new FileInfo(Path.Combine(folder, "page.pcapng")).Length, Is.GreaterThan(0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Test]
    public async Task A_real_clock_is_shown_and_cannot_be_moved()
    {
        await using var run = await PageRun.OpenAsync();
        await Expect(run.Page.Locator("#clock")).ToContainTextAsync("Real clock: 20");
        await Expect(run.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Advance clock" })).ToBeHiddenAsync();
    }

    [Test]
    public async Task A_virtual_clock_moves_as_far_as_asked()
    {
        var options = new EmulatorOptions
        {
            Modems = [new ModemOptions("modem0", new ModemProfile(), [])],
            Control = new ControlOptions(EndpointKind.Tcp, "127.0.0.1:0").Serve,
            Stream = new StreamOptions { TimeProvider = new VirtualClock() },
        };
        await using var emulator = new EmulatorService(options, NullLoggerFactory.Instance);
        await emulator.StartAsync(CancellationToken.None);
        var page = await Browser.OpenAsync();
        await page.GotoAsync($"http://{emulator.Control!.Address}/#token={emulator.Control.Token}");
        await Expect(page.Locator("#clock")).ToContainTextAsync("Virtual clock");
        var before = emulator.TimeProvider.GetUtcNow();

        await page.GetByLabel("By").FillAsync("1m");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Advance clock" }).ClickAsync();

        await Expect(page.Locator("#run-done")).ToContainTextAsync("It is");
        Assert.That(emulator.TimeProvider.GetUtcNow() - before, Is.EqualTo(TimeSpan.FromMinutes(1)));
        await page.Context.DisposeAsync();
    }

    private static async Task AddFaultAsync(PageRun run, string fault)
    {
        await run.Page.GetByLabel("Fault", new PageGetByLabelOptions { Exact = true }).FillAsync(fault);
        await run.ClickAsync("Add fault");
    }
}
