using System.Globalization;
using MbimEmulator.Interop.Tests.Support;
using YamlDotNet.RepresentationModel;

namespace MbimEmulator.Interop.Tests.Containers;

/// <summary>
/// The services of docker-compose.yml without a container engine, which the machines that run these tests need not have: the same commands under the
/// same users and groups, with a folder in the place of the volume. What an engine adds, images and volumes, is not shown.
/// </summary>
public sealed class TwoUsersTests
{
    // APP_UID of the base image.
    private const int EmulatorsUser = 1654;

    [Test]
    public async Task A_client_with_another_user_and_the_sockets_group_uses_the_modem_and_one_without_it_cannot()
    {
        Peers.Need("setpriv", "/usr/bin/python3");
        if (!Environment.IsPrivilegedProcess)
        {
            Peers.Lacks("root, to become two other users");
        }

        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("mbim"));
        await Programs.RunAsync("chmod", "755", folder.Path);
        await Programs.RunAsync("chown", EmulatorsUser.ToString(CultureInfo.InvariantCulture), folder.File("mbim"));
        var file = Compose();
        var (modem, client) = (Service(file, "modem"), Service(file, "client"));
        var group = Words(modem, "group_add").Single();
        Assert.That(Words(client, "group_add"), Is.EqualTo(new[] { group }));

        // The volume, the private folder and the port of a container are this test's own.
        string[] command = [.. Words(modem, "command").Select(word => word.Replace("/tmp/", folder.File("mbim/"), StringComparison.Ordinal)
            .Replace("/run/mbim/", folder.File("mbim/"), StringComparison.Ordinal).Replace("public:0.0.0.0:5099", "127.0.0.1:0", StringComparison.Ordinal)
            .Replace("public:0.0.0.0:5080", folder.File("mbim/control"), StringComparison.Ordinal).Replace("public:0.0.0.0:5081", "127.0.0.1:0", StringComparison.Ordinal))];
        string[] tool = ["dotnet", Emulator.Tool];
        if ((await Programs.RunAsync([.. As(EmulatorsUser, group), .. tool, "--version"])).ExitCode != 0)
        {
            Peers.Lacks("a build that other users may read");
        }

        await using var emulator = BackgroundProgram.Start([.. As(EmulatorsUser, group), .. tool, .. command]);
        await emulator.WaitForAsync("Press Ctrl-C to stop.");
        var health = await Programs.RunAsync([.. As(EmulatorsUser, group), .. tool, .. HealthCheck().Select(word => word.Replace("/tmp/mbim-control", folder.File("mbim/control"), StringComparison.Ordinal))]);
        var user = int.Parse(Text(client, "user").Split(':')[0], CultureInfo.InvariantCulture);
        string[] program = ["/usr/bin/python3", Path.Combine(AppContext.BaseDirectory, "Containers", "client.py"), folder.File("mbim/modem0")];
        await Programs.RunAsync("cp", program[1], folder.File("client.py"));
        program[1] = folder.File("client.py");
        var inGroup = await Programs.RunAsync([.. As(user, group), .. program]);
        var outside = await Programs.RunAsync([.. As(user, user.ToString(CultureInfo.InvariantCulture)), .. program]);
        Assert.Multiple(() =>
        {
            Assert.That(health.ExitCode, Is.Zero, health.ToString());
            Assert.That(inGroup.Output, Is.EqualTo("OPEN_DONE status 0\nIMEI 490154203237518 of MBIM Emulator LTE\n"), $"{inGroup}{emulator.Output}");
            Assert.That(outside.Error, Does.Contain("PermissionError"), outside.ToString());
        });
    }

    private static string[] As(int user, string group) => ["setpriv", $"--reuid={user}", $"--regid={user}", $"--groups={group}", "--"];

    private static string[] HealthCheck()
    {
        var line = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Containers", "Dockerfile")).First(line => line.StartsWith("HEALTHCHECK", StringComparison.Ordinal));
        string[] words = [.. line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..line.IndexOf(']', StringComparison.Ordinal)].Split(',').Select(word => word.Trim(' ', '"'))];
        Assert.That(words[..2], Is.EqualTo(new[] { "dotnet", "/app/mbim-emulator.dll" }));
        return words[2..];
    }

    private static YamlMappingNode Compose()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Containers", "docker-compose.yml"))));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static YamlMappingNode Service(YamlMappingNode file, string name) => (YamlMappingNode)file["services"][name];

    private static string[] Words(YamlMappingNode service, string key) => [.. ((YamlSequenceNode)service[key]).Select(word => ((YamlScalarNode)word).Value!)];

    private static string Text(YamlMappingNode service, string key) => ((YamlScalarNode)service[key]).Value!;
}
