using System.Diagnostics;

namespace MbimEmulator.Modules.Tests;

/// <summary>The sample as the program that it is.</summary>
[Platform("Linux,MacOsX")]
public sealed class VendorServiceTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "VendorService");

    [Test]
    public async Task Decode_knows_its_messages() => Assert.That(
        await RunAsync("decode", "07000080 30000000 00000000 01000000 00000000 7d3f8a510b0e4e5c8f6a2a1c5d9b7e33 01000000 04000000 2a000000"),
        Does.Contain("Vendor").And.Contain("TEMPERATURE").And.Contain("Celsius").And.Contain("42"));

    [Test]
    public async Task A_run_of_it_has_the_change_the_state_the_journal_and_scenarios()
    {
        var folder = Directory.CreateTempSubdirectory("vendor").FullName;
        try
        {
            var scenario = Path.Combine(folder, "s.yaml");
            await File.WriteAllTextAsync(scenario, "schemaVersion: 1\nrules:\n  - { on: { state: { celsius: 60 } }, do: { set: { heat: 20 } } }\n");
            var commands = $"{Program} ctl heat 60 && {Program} ctl state && {Program} ctl journal";
            var output = await RunAsync("run", "--socket", Path.Combine(folder, "m.sock"), "--scenario", scenario, "--", "sh", "-c", commands);
            Assert.That(output, Does.Contain("modem0: it is 60 degrees warm\n").And.Contain("name temperature, state celsius 20\n"));
            Assert.That(output.Split("modules:")[1], Does.Contain("it is 60 degrees warm").And.Contain("it is 20 degrees warm"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(Guard);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.That(process.ExitCode, Is.Zero, await error);
        return await output;
    }
}
