using System.Text.Json;

namespace MbimEmulator.Tool.Tests;

[Platform("Linux,MacOsX")]
public sealed class PublicControlTests : IDisposable
{
    private const string Token = "0123456789abcdef-of-this-test";

    private readonly TestFolder _folder = new();

    [Test]
    public async Task A_token_of_the_users_is_needed_and_not_printed()
    {
        await File.WriteAllTextAsync(_folder["token"], Token + "\n");
        using var tool = ToolProcess.Start(
            _folder.Path, "run", "--socket", "a.sock", "--control", "public:127.0.0.1:0", "--control-token-file", "token", "--health", "127.0.0.1:0", "--ready-file", "ready.json");
        using var ready = JsonDocument.Parse(await _folder.FileAsync("ready.json"));
        var control = ready.RootElement.GetProperty("control");
        Assert.That(control.GetProperty("token").GetString(), Is.EqualTo(Token));
        var address = control.GetProperty("address").GetString()!;
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}/"), Timeout = ToolProcess.Guard };
        using var refused = await http.GetAsync("/modems");
        Assert.That((int)refused.StatusCode, Is.EqualTo(401));
        Assert.That(await refused.Content.ReadAsStringAsync(), Does.Contain("--control-token-file"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        http.DefaultRequestHeaders.Host = "modem:5080";
        Assert.That(await http.GetStringAsync("/modems"), Does.Contain("modem0"));
        var health = ready.RootElement.GetProperty("health").GetString();
        using var open = new HttpClient { BaseAddress = new Uri($"http://{health}/"), Timeout = ToolProcess.Guard };
        Assert.That(await open.GetStringAsync("/readyz"), Does.Contain("ready"));
        Assert.That(await open.GetStringAsync("/metrics"), Does.Contain("mbim_modems 1"));
        foreach (var path in new[] { "/modems", "/", "/openapi.json", "/journal" })
        {
            using var missing = await open.GetAsync(path);
            Assert.That((int)missing.StatusCode, Is.EqualTo(404), path);
        }

        tool.Signal(15);
        var result = await tool.EndAsync();
        Assert.That(result.Output, Does.Not.Contain(Token).And.Contain($"http://{health}/healthz"));
    }

    [Test]
    public async Task The_health_is_served_without_a_control_api_too()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--socket", "a.sock", "--control", "none", "--health", "127.0.0.1:0", "--", "sh", "-c", $"{Tool} ctl health --control $MBIM_EMULATOR_HEALTH");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "status: healthy\n")), result.Error);
    }

    [Test]
    public async Task The_control_socket_has_the_mode_that_was_asked_for()
    {
        var result = await ToolProcess.RunAsync(
            _folder.Path, "run", "--socket", "a.sock", "--control", "./c.sock", "--control-mode", "660", "--", "sh", "-c", "stat -c %a c.sock a.sock");
        Assert.That((result.ExitCode, result.Output), Is.EqualTo((0, "660\n600\n")), result.Error);
    }

    public void Dispose() => _folder.Dispose();

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "mbim-emulator");
}
