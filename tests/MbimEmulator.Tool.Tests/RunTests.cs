using System.Net.Sockets;
using System.Text.Json;
using MbimProtocol.Messages;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class RunTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task The_ready_file_names_all_endpoints_which_then_accept()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--count", "2", "--socket", "a.sock", "--pty", "mbim0", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var root = ready.RootElement;
        var addresses = root.GetProperty("modems").EnumerateArray()
            .SelectMany(modem => modem.GetProperty("endpoints").EnumerateArray())
            .Select(endpoint => endpoint.GetProperty("kind").GetString() + " " + endpoint.GetProperty("address").GetString());
        Assert.Multiple(() =>
        {
            Assert.That(root.GetProperty("pid").GetInt32(), Is.EqualTo(tool.Id));
            Assert.That(root.GetProperty("version").GetString(), Is.Not.Empty);
            Assert.That(
                addresses,
                Is.EqualTo(new[]
                {
                    $"socket {_folder["a.sock"]}", $"pty {_folder["mbim0"]}", $"socket {_folder["a1.sock"]}", $"pty {_folder["mbim1"]}",
                }));
        });
        using var host = await OpenAsync(_folder["a1.sock"]);
    }

    [TestCase(2)]
    [TestCase(15)]
    public async Task Signals_end_it_cleanly_within_a_second(int signal)
    {
        if (IsIgnored(signal))
        {
            Assert.Ignore($"ignored: signal {signal} is ignored here, as in a shell's background job, and so it is by what is started from here");
        }

        using var tool = ToolProcess.Start(_folder.Path, "run", "--socket", "a.sock", "--pty", "mbim0", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        using var connected = await ConnectAsync(_folder["a.sock"]);
        var before = TimeProvider.System.GetTimestamp();
        tool.Signal(signal);
        var result = await tool.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(TimeProvider.System.GetElapsedTime(before), Is.LessThan(TimeSpan.FromSeconds(5)));
            Assert.That(result.ExitCode, Is.Zero, result.Error);
            Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
        });
    }

    private static bool IsIgnored(int signal)
    {
        const string Status = "/proc/self/status";
        const string Key = "SigIgn:";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[Key.Length..].Trim(), 16) >> (signal - 1) & 1) != 0;
    }

    [Test]
    public async Task After_kill_9_the_same_names_work_again_and_the_capture_is_whole()
    {
        string[] arguments =
        [
            "run", "--socket", "a.sock", "--pty", "mbim0", "--pipe", _folder["pipe"], "--ready-file", "ready.json", "--capture", "c.pcapng",
        ];
        using (var killed = ToolProcess.Start(_folder.Path, arguments))
        {
            await _folder.FileAsync("ready.json");
            using var host = await OpenAsync(_folder["a.sock"]);
            killed.Signal(9);
            Assert.That((await killed.EndAsync()).ExitCode, Is.EqualTo(137));
        }

        var capture = await File.ReadAllBytesAsync(_folder["c.pcapng"]);
        for (var offset = 0; offset < capture.Length;)
        {
            var length = BitConverter.ToInt32(capture, offset + 4);
            Assert.That(BitConverter.ToInt32(capture, offset + length - 4), Is.EqualTo(length));
            offset += length;
        }

        File.Delete(_folder["ready.json"]);
        using var again = ToolProcess.Start(_folder.Path, [.. arguments, "--force"]);
        await _folder.FileAsync("ready.json");
        (await OpenAsync(_folder["a.sock"])).Dispose();
        (await OpenAsync(_folder["pipe"])).Dispose();
        again.Signal(15);
        Assert.That((await again.EndAsync()).ExitCode, Is.Zero);
    }

    [Test]
    public async Task A_command_finds_its_endpoints_and_its_exit_code_passes_through()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--count", "2", "--socket", "a.sock", "--pty", "mbim0", "--", "sh", "-c",
            "echo $MBIM_EMULATOR_SOCKET $MBIM_EMULATOR_SOCKET_1 $MBIM_EMULATOR_PTY_1; test -S a.sock && test -c mbim1 && exit 7");
        Assert.Multiple(() =>
        {
            Assert.That(result.Output, Is.EqualTo($"{_folder["a.sock"]} {_folder["a1.sock"]} {_folder["mbim1"]}\n"));
            Assert.That(result.ExitCode, Is.EqualTo(7));
            Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.Empty);
        });
    }

    [Test]
    public async Task Emulators_for_a_command_or_a_ready_file_never_share_a_name()
    {
        using var first = ToolProcess.Start(_folder.Path, "run", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ =>
            ToolProcess.RunAsync(_folder.Path, "run", "--", "sh", "-c", "echo $MBIM_EMULATOR_PTY $MBIM_EMULATOR_PIPE $MBIM_EMULATOR_SERVICE_PIPE")));
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.ExitCode), Is.All.Zero, string.Join('\n', results.Select(result => result.Error)));
            Assert.That(results.SelectMany(result => result.Output.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries)), Is.Unique.And.Exactly(24).Items);
        });
    }

    [Test]
    public async Task A_default_address_that_another_emulator_has_is_refused_with_the_option_that_helps()
    {
        using var first = ToolProcess.StartInTemporaryFolder(_folder.Path, "run", "--name", "modem0", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");
        using var second = ToolProcess.StartInTemporaryFolder(_folder.Path, "run");
        using var third = ToolProcess.StartInTemporaryFolder(_folder.Path, "run", "--pty", "modem0");
        var (defaults, given) = (await second.EndAsync(), await third.EndAsync());
        Assert.Multiple(() =>
        {
            Assert.That(defaults.ExitCode, Is.EqualTo(1));
            Assert.That(defaults.Error, Does.Contain("modem0").And.Contain("--name NAME"));
            Assert.That(given.ExitCode, Is.EqualTo(1));
            Assert.That(given.Error, Does.Contain("belongs to another running emulator").And.Not.Contain("--name"));
        });
    }

    [TestCase("default", "attached")]
    [TestCase("sim-pin", "Pin1 required")]
    public async Task The_ready_file_is_written_when_the_modem_is_ready_and_names_its_state(string profile, string state)
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--profile", profile, "--socket", "a.sock", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        Assert.That(ready.RootElement.GetProperty("modems")[0].GetProperty("state").GetString(), Is.EqualTo(state));
    }

    [TestCase("sim-pin", "registered", "modem0 does not become registered without outside help: Pin1 required")]
    [TestCase("default", "connected", "the command after -- would have the only endpoint")]
    public async Task A_command_does_not_start_where_the_modem_never_comes(string profile, string stage, string expected)
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--profile", profile, "--socket", "a.sock", "--wait-for", stage, "--", "touch", "started");
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(result.Error, Does.Contain(expected));
            Assert.That(_folder["started"], Does.Not.Exist);
        });
    }

    [Test]
    public async Task A_signal_ends_the_wait_for_the_modem()
    {
        using var tool = ToolProcess.Start(
            _folder.Path, "run", "--socket", "a.sock", "--proxy", _folder["proxy.sock"], "--capture", "all.pcapng", "--wait-for", "connected", "--", "touch", "started");
        await _folder.FileAsync("all.pcapng");
        tool.Signal(15);
        var result = await tool.EndAsync();
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Not.Zero);
            Assert.That(_folder["started"], Does.Not.Exist);
        });
    }

    [Test]
    public async Task Arguments_reach_the_command_as_they_are()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--", "printf", "%s|", "a b", "--help", "$HOME", "", "--");
        Assert.That((result.Output, result.ExitCode), Is.EqualTo(("a b|--help|$HOME||--|", 0)));
    }

    [Test]
    public async Task A_command_that_a_signal_ends_gives_128_and_the_signal()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--", "sh", "-c", "kill -9 $$");
        Assert.That(result.ExitCode, Is.EqualTo(137));
    }

    [Test]
    public async Task A_signal_goes_on_to_the_command()
    {
        using var tool = ToolProcess.Start(
            _folder.Path, "run", "--socket", "a.sock", "--", "sh", "-c", "trap 'exit 42' TERM; touch started; while :; do sleep 0.1; done");
        await _folder.FileAsync("started");
        tool.Signal(15);
        Assert.That((await tool.EndAsync()).ExitCode, Is.EqualTo(42));
    }

    [TestCase(127, "command not found", "run", "--socket", "a.sock", "--", "no-such-command")]
    [TestCase(126, "denied", "run", "--socket", "a.sock", "--", "./plain")]
    [TestCase(1, "'default'", "run", "--profile", "defalt")]
    [TestCase(1, "broken.yaml(2,", "run", "--profile", "broken.yaml")]
    [TestCase(1, "unknown-group", "run", "--socket", "a.sock", "--socket-group", "unknown-group")]
    [TestCase(1, "nowhere", "run", "--socket", "a.sock", "--capture", "nowhere/c.pcapng")]
    [TestCase(1, "public:", "run", "--tcp", "0.0.0.0:5099")]
    [TestCase(2, "--profile", "run", "--prfile", "default")]
    [TestCase(2, "run", "rnu")]
    [TestCase(2, "--count", "run", "--count", "0")]
    [TestCase(2, "--socket-mode", "run", "--socket-mode", "999")]
    [TestCase(2, "--max-connections", "run", "--max-connections", "0")]
    [TestCase(2, "--max-connections-total", "run", "--max-connections-total", "-1")]
    [TestCase(2, "--pacing", "run", "--pacing", "5")]
    [TestCase(2, "--pacing 2s is not possible; expected a time of up to 1s", "run", "--pacing", "2s")]
    [TestCase(2, "'x' for option '--count'; expected a whole number.", "run", "--count", "x")]
    [TestCase(2, "--log-level 'wran' is not possible; expected one of trace, debug, information, info, warning, warn, error, critical, none. Did you mean 'warn'?", "run", "--log-level", "wran")]
    [TestCase(2, "Did you mean 'ready'?", "run", "--wait-for", "redy")]
    [TestCase(1, "needs a token there; expected --control-token-file FILE or the environment variable MBIM_EMULATOR_CONTROL_TOKEN", "run", "--control", "public:127.0.0.1:0")]
    [TestCase(1, "public:0.0.0.0:5080 if this is intended", "run", "--control", "0.0.0.0:5080")]
    [TestCase(1, "16 to 1024 letters", "run", "--control", "127.0.0.1:0", "--control-token-file", "plain")]
    [TestCase(2, "--control-token-file is for --control HOST:PORT", "run", "--control", "./c.sock", "--control-token-file", "plain")]
    [TestCase(2, "--control-mode", "run", "--control-mode", "999")]
    [TestCase(1, "no-such-group", "run", "--socket", "a.sock", "--control", "./c.sock", "--control-group", "no-such-group")]
    [TestCase(2, "--health ./h.sock is not a TCP address", "run", "--health", "./h.sock")]
    public async Task A_mistake_is_told_on_standard_error_without_a_stack(int exitCode, string expected, params string[] arguments)
    {
        await File.WriteAllTextAsync(_folder["broken.yaml"], "description: x\nidentty: {}\n");
        await File.WriteAllTextAsync(_folder["plain"], "");
        var result = await ToolProcess.RunAsync(_folder.Path, arguments);
        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(exitCode), result.Error);
            Assert.That(result.Error, Does.Contain(expected).And.Not.Contain("   at ").And.Not.Contain("System."));
            Assert.That(result.Output, Is.Empty);
        });
    }

    [Test]
    public async Task A_hundred_ptys_that_nobody_opens_cost_nothing()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--count", "100", "--pty", "mbim0", "--ready-file", "ready.json");
        await _folder.FileAsync("ready.json");

        // The runtime still compiles for a while; what watches PTYs would never come to rest.
        using var watch = new PeriodicTimer(TimeSpan.FromSeconds(2));
        using var guard = new CancellationTokenSource(ToolProcess.Guard);
        TimeSpan before;
        do
        {
            before = tool.ProcessorTime;
            await watch.WaitForNextTickAsync(guard.Token);
        }
        while (tool.ProcessorTime - before > TimeSpan.FromMilliseconds(66));
        Assert.That(tool.HasExited, Is.False);
    }

    [Test]
    public async Task Messages_are_logged_at_debug_with_personal_data_masked_unless_asked()
    {
        foreach (var personal in new[] { false, true })
        {
            string[] extra = personal ? ["--log-personal"] : [];
            using var tool = ToolProcess.Start(
                _folder.Path, ["run", "--socket", "a.sock", "--ready-file", "ready.json", "--log-level", "debug", .. extra]);
            await _folder.FileAsync("ready.json");
            using (var socket = await OpenAsync(_folder["a.sock"]))
            {
                byte[] query =
                [
                    3, 0, 0, 0, 48, 0, 0, 0, 9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xa2, 0x89, 0xcc, 0x33, 0xbc, 0xbb, 0x8b, 0x4f, 0xb6, 0xb0, 0x13, 0x3e,
                    0xc2, 0xaa, 0xe6, 0xdf, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
                ];
                await socket.SendAsync(query);
                await socket.ReceiveAsync(new byte[4096]);
            }

            tool.Signal(15);
            var log = (await tool.EndAsync()).Error;
            Assert.Multiple(() =>
            {
                Assert.That(log, Does.Contain("-> OPEN tid=1").And.Contain("SUBSCRIBER_READY_STATUS"));
                Assert.That(log, personal ? Does.Match("SubscriberId=\"[0-9]+\"") : Does.Match("SubscriberId=\"\\*+\""));
            });
        }
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<Socket> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path)).WaitAsync(ToolProcess.Guard);
        return socket;
    }

    private static async Task<Socket> OpenAsync(string path)
    {
        var socket = await ConnectAsync(path);
        await socket.SendAsync(new byte[] { 1, 0, 0, 0, 16, 0, 0, 0, 1, 0, 0, 0, 0, 16, 0, 0 });

        // A function that an earlier connection left open may tell its notifications first.
        MessageHeader header;
        do
        {
            var answer = new byte[4096];
            await ReceiveExactlyAsync(socket, answer.AsMemory(0, MessageHeader.Size));
            header = MessageHeader.Read(answer);
            await ReceiveExactlyAsync(socket, answer.AsMemory(MessageHeader.Size, (int)header.Length - MessageHeader.Size));
        }
        while (header.Type == MbimMessageType.IndicateStatus);
        Assert.That(header, Is.EqualTo(new MessageHeader(MbimMessageType.OpenDone, 16, 1)));
        return socket;
    }

    private static async Task ReceiveExactlyAsync(Socket socket, Memory<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var received = await socket.ReceiveAsync(buffer).AsTask().WaitAsync(ToolProcess.Guard);
            Assert.That(received, Is.Positive);
            buffer = buffer[received..];
        }
    }
}
