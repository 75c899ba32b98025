using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using MbimClient;
using MbimProtocol.Messages;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class CtlTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task It_tells_and_changes_the_emulator_that_the_ready_file_names()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--socket", "a.sock", "--ready-file", "ready.json", "--control", "./c.sock");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var control = ready.RootElement.GetProperty("control").GetProperty("address").GetString()!;
        Assert.That(control, Is.EqualTo(_folder["c.sock"]));
        Assert.That((await CtlAsync(control, "modems")).Output, Does.Contain("modem0").And.Contain(_folder["a.sock"]));
        Assert.That((await CtlAsync(control, "signal", "7")).Output, Is.EqualTo("modem0: RSSI 7\n"));
        Assert.That((await CtlAsync(control, "state")).Output, Does.Contain("readyState: initialized"));
        using var json = JsonDocument.Parse((await CtlAsync(control, "state", "--json")).Output);
        Assert.That(json.RootElement.GetProperty("name").GetString(), Is.EqualTo("modem0"));
        var wrong = await CtlAsync(control, "state", "--modem", "modem9");
        Assert.That((wrong.ExitCode, wrong.Error), Is.EqualTo((1, "There is no modem 'modem9'. Expected one of modem0. Did you mean 'modem0'?\n")));
        Assert.That((await CtlAsync(control, "signl", "7")).ExitCode, Is.EqualTo(2));
        Assert.That((await CtlAsync(control, "verify", "never", "OPEN")).ExitCode, Is.Zero);
        var unmet = await CtlAsync(control, "verify", "once", "OPEN");
        Assert.That((unmet.ExitCode, unmet.Output.Contains("expected", StringComparison.Ordinal)), Is.EqualTo((1, true)));
        Assert.That((await CtlAsync(control, "verify", "never", "OPEN", "--timeout", "1ms")).ExitCode, Is.Zero);
        Assert.That((await CtlAsync(control, "wait")).Output, Is.EqualTo("modem0: attached\n"));
        var waited = await CtlAsync(control, "wait", "connected", "--modem", "modem0", "--timeout", "1ms");
        Assert.That((waited.ExitCode, waited.Error), Is.EqualTo((1, "modem0 has not become connected within 0.001 s: attached.\n")));
        await File.WriteAllTextAsync(_folder["s.yaml"], "schemaVersion: 1\nname: mine\nrules:\n  - name: r\n    on: { openDone: \"*\" }\n    do: drop\n");
        Assert.That((await CtlAsync(control, "scenario", "load", _folder["s.yaml"])).Output, Does.Contain("name: mine"));
        Assert.That((await CtlAsync(control, "journal")).Output, Does.Contain("scenario mine begins"));
    }

    [Test]
    public async Task The_files_of_a_sim_that_was_written_to_make_another_sim()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--socket", "a.sock", "--ready-file", "ready.json", "--control", "./c.sock");
        await _folder.FileAsync("ready.json");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder["a.sock"]));
            await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));
            await device.SetAsync(BasicConnect.PreferredProviders, new PreferredProviders { Providers = [new Provider { ProviderId = "26202", ProviderName = "Other" }] });
        }

        var yaml = await CtlAsync(_folder["c.sock"], "sim-files");
        var json = await CtlAsync(_folder["c.sock"], "sim-files", "--json");
        await File.WriteAllTextAsync(_folder["card.yaml"], yaml.Output);
        await File.WriteAllTextAsync(_folder["card.json"], json.Output);
        await File.WriteAllTextAsync(_folder["yaml.yaml"], "sim: { files: card.yaml, subscriberId: '262019999999999' }\n");
        await File.WriteAllTextAsync(_folder["json.yaml"], "sim: { files: card.json }\n");

        Assert.That(yaml.Output, Does.StartWith("basis: nothing\nfiles:\n  3f00: { fcp: \"62"));
        Assert.That(yaml.Output, Does.Match("\n  usim/6f60: \\{ fcp: \"[0-9a-f]+\", content: \"62f220"));
        foreach (var profile in new[] { "yaml.yaml", "json.yaml" })
        {
            var copy = await ToolProcess.RunAsync(
                _folder.Path, "run", "--profile", profile, "--socket", "b.sock", "--", Path.Combine(AppContext.BaseDirectory, "mbim-emulator"), "ctl", "sim-files");
            Assert.That((copy.ExitCode, copy.Output), Is.EqualTo((0, yaml.Output)), copy.Error);
        }

        await CtlAsync(_folder["c.sock"], "eject-sim");
        var none = await CtlAsync(_folder["c.sock"], "sim-files");
        Assert.That((none.ExitCode, none.Error), Is.EqualTo((1, "There is no SIM in the slot; expected one (insert-sim).\n")));
    }

    [Test]
    public async Task A_command_behind_run_finds_the_emulator_in_its_environment()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "mbim-emulator");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--", "sh", "-c", $"{tool} ctl eject-sim && test -S $MBIM_EMULATOR_CONTROL");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "modem0: the SIM is out\n")), result.Error);
    }

    [Test]
    public async Task By_tcp_the_token_is_in_the_environment_too_and_is_needed()
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "mbim-emulator");
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--socket", "a.sock", "--control", "127.0.0.1:0", "--", "sh", "-c", $"{tool} ctl ready && {tool} ctl --token wrong eject-sim");
        Assert.That((result.ExitCode, result.Error), Is.EqualTo((1, "The token is missing or wrong. Expected Bearer and the token that the emulator printed at startup.\n")));
        Assert.That(result.Output, Is.EqualTo("status: ready\n"));
    }

    [Test]
    public async Task Nobody_at_the_address_is_told_as_such()
    {
        var result = await CtlAsync(_folder["nobody.sock"], "modems");
        Assert.That(result.ExitCode, Is.EqualTo(1));
        Assert.That(result.Error, Does.Contain("nobody.sock").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Without_control_there_is_none()
    {
        using var tool = ToolProcess.Start(_folder.Path, "run", "--socket", "a.sock", "--ready-file", "ready.json", "--control", "none");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        Assert.That(ready.RootElement.GetProperty("control").ValueKind, Is.EqualTo(JsonValueKind.Null));
    }

    [Test]
    public async Task The_state_outlives_a_killed_run()
    {
        string[] arguments = ["run", "--socket", "a.sock", "--ready-file", "ready.json", "--control", "./c.sock", "--state", "state.json"];
        using (var killed = ToolProcess.Start(_folder.Path, arguments))
        {
            await _folder.FileAsync("ready.json");
            Assert.That((await CtlAsync(_folder["c.sock"], "eject-sim")).ExitCode, Is.Zero);
            using var watch = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            using var guard = new CancellationTokenSource(ToolProcess.Guard);
            while (!(await File.ReadAllTextAsync(_folder["state.json"], guard.Token)).Contains("absent", StringComparison.Ordinal))
            {
                await watch.WaitForNextTickAsync(guard.Token);
            }

            killed.Signal(9);
            await killed.EndAsync();
        }

        File.Delete(_folder["ready.json"]);
        using var again = ToolProcess.Start(_folder.Path, arguments);
        await _folder.FileAsync("ready.json");
        Assert.That((await CtlAsync(_folder["c.sock"], "state")).Output, Does.Contain("readyState: simNotInserted"));
    }

    [Test]
    public async Task A_scenario_goes_on_in_the_next_run_where_it_was()
    {
        await File.WriteAllTextAsync(_folder["s.yaml"], """
            schemaVersion: 1
            rules:
              - name: busy the second time
                on: { command: RADIO_STATE }
                nth: 2
                setState: done
                do: { answer: { status: busy } }
            """);
        string[] arguments = ["run", "--socket", "a.sock", "--ready-file", "ready.json", "--control", "./c.sock", "--state", "state.json", "--scenario", "s.yaml"];
        Assert.That(await RunAsync(), Is.EqualTo(MbimStatus.Success));
        Assert.That(await RunAsync(), Is.EqualTo(MbimStatus.Busy));
        Assert.That(await RunAsync(), Is.EqualTo(MbimStatus.Success));
        Assert.That(JsonNode.Parse(await File.ReadAllTextAsync(_folder["state.json"]))!["modems"]!["modem0"]!["scenario"]!["state"]!.GetValue<string>(), Is.EqualTo("done"));

        await File.WriteAllTextAsync(_folder["s.yaml"], (await File.ReadAllTextAsync(_folder["s.yaml"])).Replace("nth: 2", "nth: 1", StringComparison.Ordinal));
        Assert.That(await RunAsync(), Is.EqualTo(MbimStatus.Busy), "other rules begin anew");

        async Task<MbimStatus> RunAsync()
        {
            File.Delete(_folder["ready.json"]);
            using var tool = ToolProcess.Start(_folder.Path, arguments);
            await _folder.FileAsync("ready.json");
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder["a.sock"]));
            await using var device = await MbimDevice.OpenAsync(new NetworkStream(socket));
            var status = MbimStatus.Success;
            try
            {
                await device.QueryAsync(BasicConnect.RadioState);
            }
            catch (MbimStatusException e)
            {
                status = e.Status;
            }

            tool.Signal(15);
            Assert.That((await tool.EndAsync()).ExitCode, Is.Zero);
            return status;
        }
    }

    [Test]
    public async Task A_broken_state_file_is_told_with_its_line()
    {
        await File.WriteAllTextAsync(_folder["state.json"], "{\n  \"schemaVersion\": 9, \"modems\": {}\n}");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--socket", "a.sock", "--state", "state.json");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Error, Does.StartWith("state.json(2,").And.Contain("expected").And.Not.Contain("   at "));
    }

    [Test]
    public async Task Help_has_examples()
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "ctl", "--help");
        Assert.That(result.Output, Does.Contain("mbim-emulator ctl eject-sim").And.Contain("Exit codes").And.Contain("lose-coverage"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ToolResult> CtlAsync(string control, params string[] arguments) =>
        ToolProcess.RunAsync(_folder.Path, ["ctl", "--control", control, .. arguments]);
}
