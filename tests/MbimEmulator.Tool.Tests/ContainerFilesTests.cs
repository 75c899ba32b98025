using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Tool.Tests;

/// <summary>The Dockerfile and docker-compose.yml name what exists; nothing here has a container engine to run them.</summary>
public sealed partial class ContainerFilesTests
{
    private const string Tool = "/app/mbim-emulator.dll";

    [Test]
    public void Every_command_is_one_of_the_tool()
    {
        var modem = Service("modem");
        var entry = Json("ENTRYPOINT");
        var check = Json("HEALTHCHECK");
        Assert.Multiple(() =>
        {
            Assert.That(entry, Is.EqualTo(new[] { "dotnet", Tool }));
            Assert.That(check[..2], Is.EqualTo(new[] { "dotnet", Tool }));
            Assert.That(Errors(Json("CMD")), Is.Empty);
            Assert.That(Errors(check[2..]), Is.Empty);
            Assert.That(Errors(Words(modem, "command")), Is.Empty);
            Assert.That(Errors(["run", "--no-such-option"]), Is.Not.Empty, "the parser complains of what does not exist");
        });
    }

    [Test]
    public void The_health_checks_ask_at_addresses_of_their_commands()
    {
        var check = Words((YamlMappingNode)Service("modem")["healthcheck"], "test");
        Assert.Multiple(() =>
        {
            Assert.That(After(Json("CMD"), "--control"), Is.EqualTo(After(Json("HEALTHCHECK"), "--control")));
            Assert.That(check[..3], Is.EqualTo(new[] { "CMD", "dotnet", Tool }));
            Assert.That(Errors(check[3..]), Is.Empty);
            Assert.That(After(Words(Service("modem"), "command"), "--health"), Is.EqualTo(After(check, "--control").Replace("127.0.0.1", "public:0.0.0.0", StringComparison.Ordinal)));
        });
    }

    [Test]
    public void The_test_runs_what_is_mounted_and_asks_where_the_modem_listens_with_its_token()
    {
        var (modem, test) = (Service("modem"), Service("test"));
        var mount = Words(test, "volumes").Single().Split(':');
        var command = Words(modem, "command");
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(Root(), mount[0], Words(test, "command")[1][(mount[1].Length + 1)..])));
            Assert.That(Environment(test, "MBIM_EMULATOR_CONTROL"), Is.EqualTo(After(command, "--control").Replace("public:0.0.0.0", "modem", StringComparison.Ordinal)));
            Assert.That(Words(test, "command")[2], Is.EqualTo(After(command, "--tcp").Replace("public:0.0.0.0", "modem", StringComparison.Ordinal)));
            Assert.That(Environment(test, "MBIM_EMULATOR_CONTROL_TOKEN"), Is.EqualTo(Environment(modem, "MBIM_EMULATOR_CONTROL_TOKEN")));
            Assert.That(((YamlScalarNode)test["depends_on"]["client"]["condition"]).Value, Is.EqualTo("service_completed_successfully"));
        });
    }

    [Test]
    public void Everything_that_is_built_in_is_copied_before_it_is_built()
    {
        var lines = Lines();
        var build = lines.FindIndex(line => line.Contains("dotnet publish", StringComparison.Ordinal));
        var copied = lines.Take(build).Where(line => line.StartsWith("COPY ", StringComparison.Ordinal)).SelectMany(line => line.Split(' ')[1..^1]).ToList();
        var outside = Directory.EnumerateFiles(Path.Combine(Root(), "src"), "*.csproj", SearchOption.AllDirectories)
            .SelectMany(file => Outside().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();
        Assert.Multiple(() =>
        {
            Assert.That(outside, Is.SubsetOf(copied).And.Contains("scenarios"));
            Assert.That(copied.Where(name => !Path.Exists(Path.Combine(Root(), name))), Is.Empty);
        });
    }

    [Test]
    public void The_client_mounts_what_it_runs_and_waits_for_the_modems_health()
    {
        var client = Service("client");
        var mounts = Words(client, "volumes").Select(volume => volume.Split(':')).ToList();
        var script = Words(client, "command")[1];
        var mount = mounts.Single(mount => script.StartsWith(mount[1] + "/", StringComparison.Ordinal));
        Assert.Multiple(() =>
        {
            Assert.That(File.Exists(Path.Combine(Root(), mount[0], script[(mount[1].Length + 1)..])), script);
            Assert.That(mounts.Exists(other => other[0] == "sockets"));
            Assert.That(Words(Service("modem"), "command"), Does.Contain(Words(client, "command")[2]), "the socket");
            Assert.That(((YamlScalarNode)client["depends_on"]["modem"]["condition"]).Value, Is.EqualTo("service_healthy"));
            Assert.That(After(Words(Service("modem"), "command"), "--socket-group"), Is.EqualTo(Words(client, "group_add").Single()));
        });
    }

    private static List<string> Errors(string[] arguments) => [.. CommandLine.Create([]).Parse(arguments).Errors.Select(error => error.Message)];

    private static string After(string[] words, string option) => words[Array.IndexOf(words, option) + 1];

    private static string[] Json(string instruction)
    {
        var line = Lines().Last(line => line.StartsWith(instruction, StringComparison.Ordinal));
        return JsonSerializer.Deserialize<string[]>(line[line.IndexOf('[', StringComparison.Ordinal)..])!;
    }

    private static List<string> Lines() => [.. File.ReadAllLines(Path.Combine(Root(), "Dockerfile"))];

    private static YamlMappingNode Service(string name)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Root(), "docker-compose.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode["services"][name];
    }

    private static string Environment(YamlMappingNode service, string name) => ((YamlScalarNode)service["environment"][name]).Value!;

    private static string[] Words(YamlMappingNode service, string key) => [.. ((YamlSequenceNode)service[key]).Select(word => ((YamlScalarNode)word).Value!)];

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "emulator.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return folder;
    }

    [GeneratedRegex(@"\.\.[\\/]\.\.[\\/]([A-Za-z]+)")]
    private static partial Regex Outside();
}
