namespace MbimEmulator.Interop.Tests.Support;

/// <summary>The command line, run as its users run it, in a network namespace of its own.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    /// <summary>The built command line.</summary>
    public static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "mbim-emulator.dll");

    private readonly TemporaryFolder _folder;
    private readonly BackgroundProgram _program;

    private Emulator(TemporaryFolder folder, NetworkNamespace network, BackgroundProgram program)
    {
        _folder = folder;
        Network = network;
        _program = program;
    }

    public NetworkNamespace Network { get; }

    /// <summary>The command that runs mbimcli.</summary>
    public string[] Mbimcli { get; set; } = ["mbimcli"];

    /// <summary>What the emulator has written.</summary>
    public string Output => _program.Output;

    /// <summary>The symlink of the PTY; its name is its own, because mbim-network keeps its state by it.</summary>
    public string Pty => PtyOf(_folder);

    public string File(string name) => _folder.File(name);

    /// <summary>Starts "run" with a PTY and the proxy endpoint, and waits until both accept.</summary>
    public static Task<Emulator> StartAsync(params string[] arguments) => StartWithPtyAsync(["--proxy", "@mbim-proxy", .. arguments]);

    /// <summary>Starts "run" with a PTY alone, and waits until it is there.</summary>
    public static async Task<Emulator> StartWithPtyAsync(params string[] arguments)
    {
        var folder = new TemporaryFolder();
        var network = await NetworkNamespace.CreateAsync();
        return new Emulator(folder, network, await RunAsync(folder, network, arguments));
    }

    /// <summary>Runs a command in the emulator's network namespace.</summary>
    public Task<ProcessResult> RunAsync(params string[] command) => Programs.RunAsync(Network.Enter(command));

    /// <summary>Starts a command in the emulator's network namespace.</summary>
    public BackgroundProgram Start(params string[] command) => BackgroundProgram.Start(Network.Enter(command));

    /// <summary>Runs mbimcli in the emulator's network namespace.</summary>
    /// <param name="route">-d: the PTY itself; -p: the proxy endpoint.</param>
    /// <param name="arguments">The action and its options.</param>
    public Task<ProcessResult> MbimcliAsync(string route, params string[] arguments)
    {
        Peers.Need(Mbimcli[0]);
        string[] device = route == "-p" ? ["-p", "-d", Pty] : ["-d", Pty];
        return RunAsync([.. Mbimcli, .. device, .. arguments]);
    }

    /// <summary>Repeats an action until its output has <paramref name="text"/>.</summary>
    public async Task<ProcessResult> MbimcliUntilAsync(string text, string route, params string[] arguments)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        while (true)
        {
            var result = await MbimcliAsync(route, arguments);
            if (result.Output.Contains(text, StringComparison.Ordinal))
            {
                return result;
            }

            Assert.That(limit.IsCancellationRequested, Is.False, $"waited for '{text}'; the last was\n{result}\n{Output}");
        }
    }

    /// <summary>Ends it as a crash would, and starts it again on the same names.</summary>
    public async Task<Emulator> KillAndRestartAsync(params string[] arguments)
    {
        await _program.SignalAsync("KILL");
        await _program.Exited;
        return new Emulator(_folder, Network, await RunAsync(_folder, Network, ["--proxy", "@mbim-proxy", .. arguments]));
    }

    public async ValueTask DisposeAsync()
    {
        await _program.DisposeAsync();
        await Network.DisposeAsync();
        _folder.Dispose();
    }

    private static string PtyOf(TemporaryFolder folder) => folder.File(Path.GetFileName(folder.Path));

    private static Task<BackgroundProgram> RunAsync(TemporaryFolder folder, NetworkNamespace network, string[] arguments) =>
        ReadyFile.WaitAsync(
            folder,
            ready => BackgroundProgram.Start(network.Enter(["dotnet", Tool, "run", "--pty", PtyOf(folder), "--ready-file", ready, .. arguments])));
}
