using MbimEmulator.Interop.Tests.Support;
using Microsoft.Playwright;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>Debian's Chromium without a screen, one for all tests of the page; each test has a profile of its own in it.</summary>
[SetUpFixture]
internal sealed class Browser
{
    private const string Chromium = "/usr/bin/chromium";

    private static IPlaywright? _playwright;
    private static IBrowser? _browser;

    [OneTimeSetUp]
    public static async Task StartAsync()
    {
        Peers.Need(Chromium);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,

            // It finds no machine but this one, and has no shared memory that a container would not give.
            Args = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-dev-shm-usage"],
            Timeout = (float)Programs.Limit.TotalMilliseconds,
        });
    }

    [OneTimeTearDown]
    public static async Task StopAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A window of a user who has never been here.</summary>
    public static async Task<IPage> OpenAsync(int width = 1200, int height = 900)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = width, Height = height } });
        context.SetDefaultTimeout((float)Programs.Limit.TotalMilliseconds);
        return await context.NewPageAsync();
    }
}
