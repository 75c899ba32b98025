using MbimClient;
using MbimEmulator.Time;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Testing.Tests.Scenarios;

/// <summary>docs/running.md's test with a scenario, as it stands there.</summary>
public sealed class DocumentScenarioTests
{
    [Test]
    public async Task A_refused_connect_is_tried_again()
    {
        await using var modem = await EmulatedModem.StartAsync(o => o.Scenario("wrong-apn").Clock(new VirtualClock()));
        await modem.Clock.RunAsync(async () =>
        {
            await using var device = await modem.ConnectAsync();
            Assert.That(await new Dialer(device).TryConnectAsync("internet"), Is.True);
        });

        modem.Journal.Verify().InOrder("CONNECT set AccessString=internet Status=failure", "CONNECT set AccessString=internet Status=success");
    }

    [Test]
    public void Every_line_of_the_documents_test_is_a_line_of_this_file()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "emulator.sln")))
        {
            root = root.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} is not below the folder of emulator.sln.");
        }

        var page = File.ReadAllText(Path.Combine(root.FullName, "docs", "running.md")).ReplaceLineEndings("\n");
        var section = page[page.IndexOf("\n## Let something go wrong", StringComparison.Ordinal)..];
        var shown = section[(section.IndexOf("```csharp\n", StringComparison.Ordinal) + 10)..];
        shown = shown[..shown.IndexOf("```", StringComparison.Ordinal)];
        var code = File.ReadAllLines(Path.Combine(root.FullName, "tests", "MbimEmulator.Testing.Tests", "Scenarios", $"{nameof(DocumentScenarioTests)}.cs"));

        var lines = shown.Split('\n').Where(line => line.Length > 0).Select(line => line.Trim()).ToArray();
        Assert.That(lines, Has.Length.GreaterThan(6).And.SubsetOf(code.Select(line => line.Trim())));
    }

    /// <summary>The code under test.</summary>
    private sealed class Dialer(MbimDevice device)
    {
        public async Task<bool> TryConnectAsync(string accessString)
        {
            for (var attempt = 0; attempt < 3; attempt++)
            {
                try
                {
                    return (await device.ConnectToInternetAsync(accessString)).ActivationState == ActivationState.Activated;
                }
                catch (MbimStatusException)
                {
                }
            }

            return false;
        }
    }
}
