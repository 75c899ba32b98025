using System.Net;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class MetricsTests
{
    [Test]
    public async Task Many_that_ask_for_the_metrics_of_a_busy_modem_hold_no_thread()
    {
        await using var bench = await ControlBench.StartAsync();
        using var busy = new ManualResetEventSlim();
        using var entered = new SemaphoreSlim(0);
        var blocked = bench.Emulator.Modems[0].Group.InvokeAsync(_ =>
        {
            entered.Release();
            busy.Wait();
        });
        Assert.That(await entered.WaitAsync(Host.Guard));
        ThreadPool.GetMinThreads(out var workers, out _);
        var before = ThreadPool.ThreadCount;
        var asked = Enumerable.Range(0, 50).Select(_ => bench.GetAsync("/metrics")).ToList();

        // It is answered without the modem, behind all of those.
        Assert.That((await bench.GetAsync("/readyz")).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(ThreadPool.ThreadCount, Is.LessThan(before + workers + 25));
        busy.Set();
        await blocked.WaitAsync(Host.Guard);
        foreach (var answer in await Task.WhenAll(asked).WaitAsync(Host.Guard))
        {
            Assert.That((string?)answer.Body, Does.Contain("mbim_messages_total{modem=\"modem0\",direction=\"from_host\"} 0"));
        }
    }
}
