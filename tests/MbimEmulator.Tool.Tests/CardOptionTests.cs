using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using MbimEmulator.Hosting;
using MbimEmulator.Hosting.Endpoints;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class CardOptionTests : IDisposable
{
    private readonly TestFolder _folder = new();

    [Test]
    public async Task The_ready_file_and_the_table_name_the_reader_beside_the_default_endpoints()
    {
        using var reader = new TcpListener(IPAddress.Loopback, 0);
        reader.Start();
        using var tool = ToolProcess.Start(_folder.Path, "run", "--card", $"vpcd:{reader.LocalEndpoint}", "--ready-file", "ready.json");
        using var card = await reader.AcceptSocketAsync();
        await card.SendAsync(new byte[] { 0, 1, 4 });
        var atr = new byte[23];
        Assert.That(await card.ReceiveAsync(atr.AsMemory()), Is.EqualTo(23));
        Assert.That(Convert.ToHexStringLower(atr), Does.StartWith("00153b9e"));
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var endpoints = ready.RootElement.GetProperty("modems")[0].GetProperty("endpoints").EnumerateArray()
            .Select(endpoint => (endpoint.GetProperty("kind").GetString(), endpoint.GetProperty("address").GetString()));
        Assert.That(endpoints, Does.Contain(("vpcd", reader.LocalEndpoint.ToString())).And.Some.Matches<(string? Kind, string? Address)>(endpoint => endpoint.Kind == "pty"));
        tool.Signal(15);
        Assert.That((await tool.EndAsync()).Output, Does.Match($"modem0 +vpcd +{reader.LocalEndpoint}"));
    }

    [TestCase("vpcd:127.0.0.1:35963", "127.0.0.1:35963", "127.0.0.1:35964", "127.0.0.1:35965")]
    [TestCase("vpcd:[::1]:9,shared", "[::1]:9,shared", "[::1]:10,shared", "[::1]:11,shared")]
    public void Cards_of_further_modems_go_to_the_next_ports(string card, params string[] expected)
    {
        var plan = PlanOf("--count", "3", "--card", card);
        Assert.That(plan.Modems.Select(modem => modem.Endpoints[^1]), Is.EqualTo(expected.Select(place => (EndpointKind.Vpcd, place))));
    }

    [TestCase("127.0.0.1:35963", "127.0.0.1:35963", "127.0.0.1:35964", "127.0.0.1:35965")]
    [TestCase("127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0", "127.0.0.1:0")]
    public void Readers_of_further_modems_listen_at_the_next_ports(string reader, params string[] expected)
    {
        var profile = Write("reader.yaml", $"sim: {{ reader: \"{reader}\" }}");
        Assert.That(PlanOf("--count", "3", "--profile", profile).Modems.Select(modem => modem.Profile.Sim.Reader), Is.EqualTo(expected));
        Assert.That(PlanOf("--count", "3", "--profile", profile, "--same-identity").Modems.Select(modem => modem.Profile.Sim.Reader), Is.EqualTo(expected));
    }

    [Test]
    public async Task A_card_from_outside_cannot_be_in_another_reader()
    {
        var profile = Write("reader.yaml", "sim: { reader: \"127.0.0.1:0\" }");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--profile", profile, "--card", "vpcd:127.0.0.1:9");
        Assert.That(result.Error, Does.Contain("The SIM of modem0 comes from outside (sim.reader: 127.0.0.1:0)").And.Contain("connect that card to '127.0.0.1:9'"));
        Assert.That(result.ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task A_reader_that_others_could_reach_says_so()
    {
        var profile = Write("reader.yaml", "sim: { reader: \"0.0.0.0:0\" }");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--profile", profile);
        Assert.That(result.Error, Does.Contain("'0.0.0.0:0' can be reached from other machines, and whoever reaches it puts a card into the modem"));
        Assert.That(result.ExitCode, Is.Not.Zero);
    }

    [Test]
    public async Task The_state_of_a_modem_with_its_own_card_is_not_used_for_one_from_outside()
    {
        var profile = Write("p.yaml", "name: p");
        var first = await ToolProcess.RunAsync(_folder.Path, "run", "--profile", profile, "--state", "state.json", "--", "true");
        Assert.That(first.ExitCode, Is.Zero, first.Error);
        var before = await File.ReadAllTextAsync(_folder["state.json"]);
        Write("p.yaml", "name: p\nsim: { reader: \"127.0.0.1:0\" }");
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--profile", profile, "--state", "state.json");
        Assert.That(result.Error, Does.Contain("the profile takes one from outside (sim.reader: 127.0.0.1:0). Use another state file"));
        Assert.That(result.ExitCode, Is.Not.Zero);
        Assert.That(await File.ReadAllTextAsync(_folder["state.json"]), Is.EqualTo(before));
    }

    [TestCase("35963", "--card 35963 is not a reader; expected vpcd:HOST:PORT or vpcd:HOST:PORT,shared, such as vpcd:127.0.0.1:35963.")]
    [TestCase("vpcd:35963", "'35963' is not the address of a vpcd reader")]
    public async Task What_is_no_reader_is_refused(string card, string expected)
    {
        var result = await ToolProcess.RunAsync(_folder.Path, "run", "--card", card);
        Assert.That(result.Error, Does.Contain(expected));
        Assert.That(result.ExitCode, Is.Not.Zero);
    }

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        return _folder[name];
    }

    private static EmulatorOptions PlanOf(params string[] arguments)
    {
        var options = new RunOptions();
        var command = new Command("run");
        options.AddTo(command);
        return RunPlan.Create(options, command.Parse(["--socket", "/tmp/a", .. arguments], new ParserConfiguration { ResponseFileTokenReplacer = null }), hasCommand: false);
    }
}
