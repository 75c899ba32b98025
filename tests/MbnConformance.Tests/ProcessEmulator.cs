using System.Diagnostics;
using MbimClient.DeviceServices;

namespace MbnConformance.Tests;

/// <summary>"mbim-emulator run" as another process, with a service socket and commands on its standard input.</summary>
internal sealed class ProcessEmulator : Emulator
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly ProfileFile _profile;
    private readonly Process _process;

    private ProcessEmulator(ProfileFile profile, Process process)
    {
        _profile = profile;
        _process = process;
    }

    private string Socket => _profile.Neighbour("service");

    public static async Task<Emulator> StartAsync(string profile)
    {
        var file = new ProfileFile(profile);
        var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "mbim-emulator.dll"), "run", "--interactive",
                "--profile", file.Path, "--service-socket", file.Neighbour("service"), "--log-level", "warning",
            ])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var emulator = new ProcessEmulator(file, process);

        // It answers commands once it runs.
        await emulator.OrderAsync("state");
        return emulator;
    }

    public override Task<MbnClient> ConnectAsync() => MbnClient.ConnectUnixSocketAsync(Socket);

    public override async Task OrderAsync(string command)
    {
        await _process.StandardInput.WriteLineAsync(command);
        await _process.StandardInput.FlushAsync();
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Limit) is { } line)
        {
            if (Answers.TryGetValue(command, out var answer) ? line.Contains(answer, StringComparison.Ordinal) : line.Contains("SIM ", StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"the emulator ended before it answered '{command}'");
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.StandardInput.WriteLineAsync("quit");
        await _process.StandardInput.FlushAsync();
        await _process.WaitForExitAsync().WaitAsync(Limit);
        _process.Dispose();
        _profile.Dispose();
    }

    private static readonly Dictionary<string, string> Answers = new()
    {
        ["remove"] = "pulled out",
        ["insert"] = "plugged in",
        ["reset"] = "was reset",
        ["sleep"] = "sleeps",
        ["resume"] = "awake",
    };
}
