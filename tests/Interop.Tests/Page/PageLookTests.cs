using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace MbimEmulator.Interop.Tests.Page;

/// <summary>The page at three widths, by day and by night; its pictures are the test's attachments.</summary>
[Platform("Linux")]
public sealed class PageLookTests
{
    [OneTimeSetUp]
    public static void BePatient() => SetDefaultExpectTimeout(60_000);

    [Test]
    public async Task It_fits_and_uses_the_width_and_scrolls_as_one(
        [Values(390, 1280, 1920)] int width, [Values] bool isDark, [Values("no-sim", "default")] string profile)
    {
        await using var run = await PageRun.StartAsync(["--profile", profile, .. profile == "default" ? ["--scenario", "wrong-apn"] : Array.Empty<string>()], width, height: 900);
        await run.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = isDark ? ColorScheme.Dark : ColorScheme.Light });
        await run.Page.GotoAsync(run.Address);
        await Expect(run.State("SIM")).ToHaveTextAsync(profile == "no-sim" ? "sim not inserted" : "initialized");
        if (profile != "no-sim")
        {
            await Expect(run.Page.Locator("#log li")).Not.ToHaveCountAsync(0);
        }

        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"page-{profile}-{width}-{(isDark ? "dark" : "light")}.png");
        await run.Page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        TestContext.AddTestAttachment(path);

        Assert.That(await run.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(width));
        Assert.That(await ScrollsByItselfAsync(run.Page), Is.Empty, "The page scrolls as a whole.");
        var luminance = await run.Page.EvaluateAsync<double>("getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).reduce((sum, each) => sum + Number(each), 0) / 765");
        Assert.That(luminance, isDark ? Is.LessThan(0.2) : Is.GreaterThan(0.8));
        if (width >= 1280)
        {
            // Modem and journal stand side by side and leave nothing free.
            var covered = await run.Page.EvaluateAsync<double>("(document.getElementById('modem').offsetWidth + document.getElementById('journal').offsetWidth) / document.getElementById('main').offsetWidth");
            Assert.That(covered, Is.GreaterThan(0.95));
        }

        Assert.That(run.Console, Is.Empty);
    }

    // Elements, other than the page itself, that show less than they have.
    private static Task<string[]> ScrollsByItselfAsync(IPage page) => page.EvaluateAsync<string[]>(
        "[...document.querySelectorAll('main *')].filter(each => ['auto', 'scroll'].includes(getComputedStyle(each).overflowY) && each.scrollHeight > each.clientHeight + 1).map(each => each.id)");
}
