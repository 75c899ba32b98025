using System.Net;
using System.Text;
using MbimEmulator.Time;

namespace MbimEmulator.Hosting.Tests.Control.Http;

[Platform("Linux,MacOsX")]
public sealed class HostEndpointTests
{
    [Test]
    public async Task A_virtual_clock_moves_as_it_is_told()
    {
        await using var bench = await ControlBench.StartAsync(time: new VirtualClock());
        Assert.That((bool)(await bench.GetAsync("/clock")).Body!["isVirtual"]!);
        Assert.That((string?)(await bench.GetAsync("/modems/modem0")).Body!["sim"]!["readyState"], Is.EqualTo("notInitialized"));
        var moved = (await bench.PostAsync("/clock/advance", new { milliseconds = 10_000 })).Body!;
        Assert.That((string?)moved["now"], Does.StartWith("2000-01-01T00:00:10"));
        Assert.That((string?)(await bench.GetAsync("/modems/modem0")).Body!["sim"]!["readyState"], Is.EqualTo("initialized"));
        foreach (var wrong in new object[] { new { time = "5" }, new { time = "1s", milliseconds = 1 }, new { }, new { time = "2000m" } })
        {
            Assert.That((await bench.PostAsync("/clock/advance", wrong)).Status, Is.EqualTo(HttpStatusCode.BadRequest), $"{wrong}");
        }

        Assert.That((await bench.PostAsync("/clock/advance", new { time = "0s" })).Status, Is.EqualTo(HttpStatusCode.OK));
        Assert.That((await bench.PostAsync("/clock/advance", new { milliseconds = -1 })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await bench.PostAsync("/clock/advance", "{\"milliseconds\":1e30}")).Status, Is.EqualTo(HttpStatusCode.BadRequest));

        // 366 days at once are the most, far more than a 32-bit number of milliseconds.
        const long Most = 366L * 24 * 60 * 60 * 1000;
        Assert.That((await bench.PostAsync("/clock/advance", new { milliseconds = Most + 1 })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((string?)(await bench.PostAsync("/clock/advance", new { milliseconds = Most })).Body!["now"], Does.StartWith("2001-01-01T00:00:10"));
    }

    [Test]
    public async Task A_year_of_virtual_time_ends_with_its_request_and_holds_up_nobody()
    {
        var clock = new VirtualClock();
        await using var bench = await ControlBench.StartAsync(time: clock);
        using var busy = clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromTicks(1));
        using var client = bench.Client();
        using var leaving = new CancellationTokenSource();
        var year = client.PostAsync("/clock/advance", Milliseconds(366L * 24 * 60 * 60 * 1000), leaving.Token);
        while (clock.GetTimestamp() == 0)
        {
            await Task.Yield();
        }

        var waiting = client.PostAsync("/clock/advance", Milliseconds(1), leaving.Token);
        Assert.That((await bench.GetAsync("/modems")).Status, Is.EqualTo(HttpStatusCode.OK));
        await leaving.CancelAsync();
        Assert.That(async () => await year, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        busy.Dispose();
        Assert.That((await bench.PostAsync("/clock/advance", new { milliseconds = 1 })).Status, Is.EqualTo(HttpStatusCode.OK));

        static StringContent Milliseconds(long milliseconds) => new($"{{\"milliseconds\":{milliseconds}}}", System.Text.Encoding.UTF8, "application/json");
    }

    [Test]
    public async Task The_emulator_ends_while_its_time_is_moved_a_year()
    {
        var clock = new VirtualClock();
        var bench = await ControlBench.StartAsync(time: clock);
        using var busy = clock.CreateTimer(_ => { }, null, TimeSpan.Zero, TimeSpan.FromTicks(1));
        var moving = bench.Emulator.TryAdvanceAsync(TimeSpan.FromDays(366));
        await bench.DisposeAsync();
        Assert.That(async () => await moving, Throws.InvalidOperationException.With.Message.Contains("is stopping"));
    }

    [Test]
    public async Task The_real_clock_is_nobodys_to_move()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((bool)(await bench.GetAsync("/clock")).Body!["isVirtual"]!, Is.False);
        Assert.That((await bench.PostAsync("/clock/advance", new { milliseconds = 1 })).Status, Is.EqualTo(HttpStatusCode.Conflict));
    }

    [Test]
    public async Task A_capture_begins_and_ends_on_demand_and_has_modems_that_came_meanwhile()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((await bench.SendAsync(HttpMethod.Delete, "/capture")).Status, Is.EqualTo(HttpStatusCode.Conflict));
        Assert.That((await bench.PostAsync("/capture", new { file = "c.pcapng" })).Status, Is.EqualTo(HttpStatusCode.Created));
        Assert.That((await bench.PostAsync("/capture", new { file = "d.pcapng" })).Status, Is.EqualTo(HttpStatusCode.Conflict));
        await bench.PostAsync("/modems", new { name = "late", endpoints = new[] { new { kind = "socket", address = "late.sock" } } });
        using (var host = await Host.ConnectAsync(bench.Folder["files/late.sock"]))
        {
            await host.OpenFunctionAsync();
        }

        Assert.That((bool)(await bench.GetAsync("/capture")).Body!["isRunning"]!);
        var ended = await bench.SendAsync(HttpMethod.Delete, "/capture");
        Assert.That((string?)ended.Body!["file"], Is.EqualTo(bench.Folder["files/c.pcapng"]));
        var bytes = await File.ReadAllBytesAsync(bench.Folder["files/c.pcapng"]);
        List<string> interfaces = [];
        List<string> packets = [];
        Assert.That(BitConverter.ToUInt32(bytes), Is.EqualTo(0x0a0d0d0a));
        for (var offset = 0; offset < bytes.Length; offset += BitConverter.ToInt32(bytes, offset + 4))
        {
            switch (BitConverter.ToUInt32(bytes, offset))
            {
                case 1:
                    // The first option is the name.
                    interfaces.Add(Encoding.UTF8.GetString(bytes, offset + 20, BitConverter.ToUInt16(bytes, offset + 18)));
                    break;
                case 6:
                    packets.Add(interfaces[BitConverter.ToInt32(bytes, offset + 8)]);
                    break;
            }
        }

        Assert.That(packets, Does.Contain("late"));
        using (var host = await Host.ConnectAsync(bench.Folder["files/late.sock"]))
        {
            await host.OpenFunctionAsync();
        }

        Assert.That(new FileInfo(bench.Folder["files/c.pcapng"]).Length, Is.EqualTo(bytes.Length));
    }

    [TestCase("../out.pcapng")]
    [TestCase("..")]
    [TestCase("/tmp/out.pcapng")]
    [TestCase("sub/out.pcapng")]
    [TestCase("a\\b")]
    [TestCase(".hidden")]
    [TestCase("a\0b")]
    [TestCase("")]
    public async Task A_file_is_named_in_the_one_folder_alone(string name)
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((await bench.PostAsync("/capture", new { file = name })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(Directory.GetFileSystemEntries(bench.Folder["files"]), Is.Empty);
    }

    [Test]
    public async Task Links_and_files_that_are_there_are_left_alone()
    {
        await using var bench = await ControlBench.StartAsync();
        await File.WriteAllTextAsync(bench.Folder["outside"], "mine");
        File.CreateSymbolicLink(bench.Folder["files/link"], bench.Folder["outside"]);
        File.CreateSymbolicLink(bench.Folder["files/nowhere"], bench.Folder["not-there"]);
        foreach (var name in new[] { "link", "nowhere" })
        {
            Assert.That((await bench.PostAsync("/capture", new { file = name })).Status, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That((await bench.SendAsync(HttpMethod.Put, "/modems/modem0/scenario", new { file = name })).Status, Is.EqualTo(HttpStatusCode.BadRequest));
        }

        Assert.That(await File.ReadAllTextAsync(bench.Folder["outside"]), Is.EqualTo("mine"));
        Assert.That(File.Exists(bench.Folder["not-there"]), Is.False);
    }

    [Test]
    public async Task Without_a_folder_no_file_is_written()
    {
        await using var bench = await ControlBench.StartAsync(hasFiles: false);
        var answer = await bench.PostAsync("/capture", new { file = "c.pcapng" });
        Assert.That((answer.Status, (string?)answer.Body!["expected"]), Is.EqualTo((HttpStatusCode.Conflict, "run --control-files DIR")));
    }

    [Test]
    public async Task The_host_sleeps_and_resumes()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((await bench.PostAsync("/host/sleep")).Status, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That((await bench.PostAsync("/host/resume")).Status, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Metrics_count_what_crossed()
    {
        await using var bench = await ControlBench.StartAsync(modems: ["modem0", "modem1"]);
        using var host = await Host.ConnectAsync(bench.Folder["modem0.sock"]);
        await host.OpenFunctionAsync();
        await host.SendAsync([1, 0, 0, 0x80, 16, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0]);
        await host.ExpectAsync(MbimProtocol.Messages.MbimMessageType.FunctionError, 7);
        var text = (string)(await bench.GetAsync("/metrics")).Body!;
        Assert.That(text.Split('\n'), Is.SupersetOf(new[]
        {
            "# TYPE mbim_messages_total counter",
            "mbim_modems 2",
            "mbim_messages_total{modem=\"modem0\",direction=\"from_host\"} 1",
            "mbim_messages_total{modem=\"modem1\",direction=\"from_host\"} 0",
            "mbim_function_errors_total{modem=\"modem0\"} 1",
            "mbim_connections{modem=\"modem0\"} 1",
            "mbim_outstanding_commands{modem=\"modem0\"} 0",
            "mbim_journal_dropped_total 0",
        }));
        Assert.That(text, Does.Match("mbim_messages_total\\{modem=\"modem0\",direction=\"to_host\"\\} [2-9]"));
    }

    [Test]
    public async Task It_is_healthy_and_ready()
    {
        await using var bench = await ControlBench.StartAsync();
        Assert.That((await bench.GetAsync("/healthz")).Body!.ToJsonString(), Does.Contain("healthy"));
        Assert.That((await bench.GetAsync("/readyz")).Body!.ToJsonString(), Does.Contain("ready"));
    }
}
