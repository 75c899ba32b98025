using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.ModemManager;

/// <summary>
/// Debian's ModemManager on a system bus of its own, in an emulator's network namespace, with a USB modem described to it that exists only for
/// umockdev. It reaches the emulator as libmbim does: through @mbim-proxy.
/// </summary>
internal sealed class ModemManagerHost : IAsyncDisposable
{
    private const string Polkit = "/org/freedesktop/PolicyKit1/Authority";

    private readonly Emulator _emulator;
    private readonly List<BackgroundProgram> _programs = [];
    private SystemBus? _bus;

    private ModemManagerHost(Emulator emulator) => _emulator = emulator;

    public static async Task<ModemManagerHost> StartAsync(Emulator emulator)
    {
        Peers.Need("mmcli", "umockdev-run", "dbus-daemon", "gdbus", "/usr/bin/python3", "/usr/sbin/ModemManager");
        if ((await Programs.RunAsync("/usr/bin/python3", "-c", "import dbusmock")).ExitCode != 0)
        {
            Peers.Lacks("python3-dbusmock");
        }

        var host = new ModemManagerHost(emulator);
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs mmcli on the bus.</summary>
    public Task<ProcessResult> MmcliAsync(params string[] arguments) => RunAsync(["mmcli", .. arguments]);

    /// <summary>Runs mmcli, which must succeed.</summary>
    public async Task ExpectAsync(params string[] arguments)
    {
        var result = await MmcliAsync(arguments);
        Assert.That(result.ExitCode, Is.Zero, $"{result}{Log}");
    }

    /// <summary>What mmcli shows, by its names.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ShowAsync(params string[] arguments) =>
        (await MmcliAsync([.. arguments, "--output-keyvalue"])).Output.Split('\n')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1]);

    /// <summary>Waits until the modem is there and a value of it is this one.</summary>
    public async Task WaitForModemAsync(string name, string value)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        while (true)
        {
            var modem = await ShowAsync("-m", "any");
            if (modem.GetValueOrDefault(name) == value)
            {
                return;
            }

            Assert.That(limit.IsCancellationRequested, Is.False, $"waited for {name} to be '{value}'; it is '{modem.GetValueOrDefault(name)}'\n{Log}");
        }
    }

    /// <summary>What all of them have written.</summary>
    public string Log => _bus?.Output + string.Concat(_programs.Select(program => program.Output)) + _emulator.Output;

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
        {
            await program.DisposeAsync();
        }

        if (_bus is not null)
        {
            await _bus.DisposeAsync();
        }
    }

    private async Task StartAsync()
    {
        var tun = await _emulator.RunAsync(["ip", "tuntap", "add", "dev", "wwan0", "mode", "tun"]);
        if (tun.ExitCode != 0)
        {
            Peers.Lacks($"leave to make a tun device ({tun.Error.Trim()})");
        }

        _bus = await SystemBus.StartAsync(_emulator);
        var polkit = Start("/usr/bin/python3", "-u", "-m", "dbusmock", "--system", "--template", "polkitd");
        var owned = await RunAsync(["gdbus", "wait", "--system", "--timeout", "30", "org.freedesktop.PolicyKit1"]);
        Assert.That(owned.ExitCode, Is.Zero, $"{owned}{polkit.Output}");
        var allowed = await RunAsync(
            ["gdbus", "call", "--system", "-d", "org.freedesktop.PolicyKit1", "-o", Polkit, "-m", "org.freedesktop.DBus.Mock.AllowUnknown", "true"]);
        Assert.That(allowed.ExitCode, Is.Zero, allowed.ToString());

        var device = await UmockdevDevice.WriteAsync(_emulator);
        Start("umockdev-run", "--device", device, "--", "/usr/sbin/ModemManager", "--debug");
    }

    private BackgroundProgram Start(params string[] command)
    {
        var program = _bus!.Start(command);
        _programs.Add(program);
        return program;
    }

    private Task<ProcessResult> RunAsync(params string[] command) => _bus!.RunAsync(command);
}
