using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Mbimcli;

/// <summary>One version of mbimcli, on one way to an emulator whose modem is attached.</summary>
public abstract class MbimcliFixture(string version, string route)
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>The modem, as YAML.</summary>
    protected abstract string Profile { get; }

    /// <summary>One of <see cref="MbimcliVersions"/>.</summary>
    protected string Version => version;

    /// <summary>One of <see cref="Routes"/>.</summary>
    protected string Route => route;

    private protected Emulator Emulator { get; private set; } = null!;

    [SetUp]
    public async Task StartAsync()
    {
        var mbimcli = await MbimcliVersions.CommandAsync(version);
        var profile = _folder.File("profile.yaml");
        await File.WriteAllTextAsync(profile, Profile);
        Emulator = await Emulator.StartAsync("--profile", profile);
        Emulator.Mbimcli = mbimcli;
        await Emulator.MbimcliUntilAsync("Packet service state: 'attached'", route, "--query-packet-service-state");
    }

    [TearDown]
    public async Task StopAsync()
    {
        if (Emulator is not null)
        {
            await Emulator.DisposeAsync();
        }

        _folder.Dispose();
    }

    /// <summary>What mbimcli shows, its words with one space between them; it must succeed.</summary>
    protected async Task<string> ShowAsync(params string[] arguments)
    {
        var result = await Emulator.MbimcliAsync(route, arguments);
        Assert.That(result.ExitCode, Is.Zero, result.ToString());
        return string.Join(' ', result.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>mbimcli shows this text among others, and succeeds.</summary>
    protected async Task ExpectAsync(string text, params string[] arguments) => Assert.That(await ShowAsync(arguments), Does.Contain(text));
}
