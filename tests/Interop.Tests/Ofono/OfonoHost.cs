using MbimEmulator.Interop.Tests.ModemManager;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Ofono;

/// <summary>
/// Debian's oFono on a system bus of its own, with a USB modem described to it that exists only for umockdev. Unlike ModemManager it opens the modem's
/// node itself: under umockdev /dev/cdc-wdm0 is a link to the emulator's PTY. What it would keep in /var/lib/ofono is gone with it.
/// </summary>
internal sealed class OfonoHost : IAsyncDisposable
{
    private const string Command = """mount -t tmpfs none /var/lib && ln -sfn "$1" "$UMOCKDEV_DIR/dev/cdc-wdm0" && exec "$2" --nodetach""";
    private const string Daemon = "/usr/sbin/ofonod";

    private readonly Emulator _emulator;
    private readonly SystemBus _bus;
    private BackgroundProgram? _ofono;

    private OfonoHost(Emulator emulator, SystemBus bus)
    {
        _emulator = emulator;
        _bus = bus;
    }

    /// <summary>What oFono and the emulator have written.</summary>
    public string Log => _ofono?.Output + _emulator.Output;

    public static async Task<OfonoHost> StartAsync(Emulator emulator)
    {
        Peers.Need(Daemon, "umockdev-run", "mount", "unshare");
        var host = new OfonoHost(emulator, await SystemBus.StartAsync(emulator));
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

    /// <summary>Calls a method of the modem, or of an object below it; the answer as gdbus prints it.</summary>
    /// <param name="path">What follows the modem's path, such as /context1.</param>
    /// <param name="method">Interface and method, without org.ofono.</param>
    /// <param name="arguments">Its arguments, as gdbus takes them.</param>
    public Task<ProcessResult> CallAsync(string path, string method, params string[] arguments) => CallObjectAsync($"/mbim_0{path}", method, arguments);

    /// <summary>Calls a method, which must succeed.</summary>
    public async Task ExpectAsync(string path, string method, params string[] arguments)
    {
        var result = await CallAsync(path, method, arguments);
        Assert.That(result.ExitCode, Is.Zero, $"{result}{Log}");
    }

    /// <summary>Repeats GetProperties of an interface until the answer has all these texts.</summary>
    public Task<string> WaitForAsync(string path, string type, params string[] texts) =>
        UntilAsync(() => CallAsync(path, $"{type}.GetProperties"), texts);

    public async ValueTask DisposeAsync()
    {
        if (_ofono is not null)
        {
            await _ofono.DisposeAsync();
        }

        await _bus.DisposeAsync();
    }

    private async Task StartAsync()
    {
        var device = await UmockdevDevice.WriteAsync(_emulator);
        _ofono = _bus.Start("unshare", "-m", "umockdev-run", "--device", device, "--", "sh", "-c", Command, "sh", _emulator.Pty, Daemon);
        var owned = await _bus.RunAsync("gdbus", "wait", "--system", "--timeout", "60", "org.ofono");
        Assert.That(owned.ExitCode, Is.Zero, $"{owned}{Log}");
        await UntilAsync(() => CallObjectAsync("/", "Manager.GetModems"), "'/mbim_0'");
    }

    private Task<ProcessResult> CallObjectAsync(string path, string method, params string[] arguments) =>
        _bus.RunAsync(["gdbus", "call", "--system", "--timeout", "60", "-d", "org.ofono", "-o", path, "-m", $"org.ofono.{method}", .. arguments]);

    private async Task<string> UntilAsync(Func<Task<ProcessResult>> ask, params string[] texts)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        while (true)
        {
            var answer = await ask();
            if (texts.All(text => answer.Output.Contains(text, StringComparison.Ordinal)))
            {
                return answer.Output;
            }

            Assert.That(limit.IsCancellationRequested, Is.False, $"waited for {string.Join(", ", texts)}; the last answer was\n{answer}\n{Log}");
        }
    }
}
