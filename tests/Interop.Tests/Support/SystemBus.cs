namespace MbimEmulator.Interop.Tests.Support;

/// <summary>A D-Bus system bus of a test's own, in an emulator's network namespace.</summary>
internal sealed class SystemBus : IAsyncDisposable
{
    private readonly Emulator _emulator;
    private readonly BackgroundProgram _daemon;
    private readonly Dictionary<string, string> _environment;

    private SystemBus(Emulator emulator, BackgroundProgram daemon, string address)
    {
        _emulator = emulator;
        _daemon = daemon;
        _environment = new Dictionary<string, string> { ["DBUS_SYSTEM_BUS_ADDRESS"] = address };
    }

    /// <summary>What the bus has written.</summary>
    public string Output => _daemon.Output;

    public static async Task<SystemBus> StartAsync(Emulator emulator)
    {
        Peers.Need("dbus-daemon", "gdbus");
        var configuration = Path.Combine(AppContext.BaseDirectory, "Support", "bus.conf");
        var daemon = emulator.Start("dbus-daemon", $"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address");
        await daemon.WaitForAsync("unix:path=");
        return new SystemBus(emulator, daemon, daemon.Output.Split('\n').First(line => line.StartsWith("unix:path=", StringComparison.Ordinal)));
    }

    /// <summary>Starts a program whose system bus is this one.</summary>
    public BackgroundProgram Start(params string[] command) => BackgroundProgram.Start(_emulator.Network.Enter(command), _environment);

    /// <summary>Runs a program whose system bus is this one to its end.</summary>
    public Task<ProcessResult> RunAsync(params string[] command) => Programs.RunAsync(_emulator.Network.Enter(command), input: null, _environment);

    public ValueTask DisposeAsync() => _daemon.DisposeAsync();
}
