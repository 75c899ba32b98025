using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace MbimEmulator.Stress;

/// <summary>The emulator under stress: the command line as a process of its own, with every kind of endpoint on loopback.</summary>
internal sealed class Target : IAsyncDisposable
{
    public static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    private static readonly string Tool = Path.Combine(AppContext.BaseDirectory, "mbim-emulator.dll");

    private readonly Process _process;
    private readonly string _folder;

    private Target(Process process, string folder, JsonElement ready)
    {
        _process = process;
        _folder = folder;
        Id = ready.GetProperty("pid").GetInt32();
        var control = ready.GetProperty("control");
        Control = control.GetProperty("address").GetString()!;
        Token = control.GetProperty("token").GetString()!;
        var service = ready.GetProperty("services").EnumerateArray().ToDictionary(KindOf, AddressOf);
        var modem = ready.GetProperty("modems")[0].GetProperty("endpoints").EnumerateArray().ToLookup(KindOf, AddressOf);
        Pty = modem["pty"].Single();
        Tcp = modem["tcp"].Single();
        ServiceSocket = service["socket"];
        ServiceTcp = service["tcp"];
        Shared =
        [
            Parse(ServiceSocket), Parse(ServiceTcp), Parse(modem["usbRedir"].Single()), Parse(Path.Combine(folder, "proxy")), Parse(Control),
            .. ready.TryGetProperty("usbIpServers", out var usbIp) ? usbIp.EnumerateArray().Select(server => Parse(AddressOf(server))) : [],
        ];
        Strangers = [.. Shared, Parse(Tcp)];
    }

    public int Id { get; }

    public string Control { get; }

    public string Token { get; }

    public string Pty { get; }

    public string Tcp { get; }

    public string ServiceSocket { get; }

    public string ServiceTcp { get; }

    /// <summary>Where many connect at once, and who says nothing takes nothing.</summary>
    public IReadOnlyList<EndPoint> Shared { get; }

    /// <summary>The same, and the modem's own port, where whoever connects is its host.</summary>
    public IReadOnlyList<EndPoint> Strangers { get; }

    public bool HasEnded => _process.HasExited;

    public TimeSpan ProcessorTime
    {
        get
        {
            using var process = Process.GetProcessById(Id);
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Its open file descriptors.</summary>
    public int Descriptors => Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Count();

    /// <summary>Whether it has a file of this name open.</summary>
    public bool HasOpen(string name) =>
        Directory.EnumerateFiles($"/proc/{Id}/fd").Any(link => Path.GetFileName(File.ResolveLinkTarget(link, returnFinalTarget: false)?.FullName) == name);

    /// <summary>What it has written to standard error.</summary>
    public string Log => File.Exists(LogOf(_folder)) ? File.ReadAllText(LogOf(_folder)) : "(nobody reads it)";

    /// <summary>Starts it.</summary>
    /// <param name="descriptors">How many it may have; null for as many as this process.</param>
    /// <param name="isErrorRead">Whether anybody takes what it writes to standard error.</param>
    /// <param name="disk">A folder where it has a small disk, in a mount namespace of its own; null for none. Needs root.</param>
    /// <param name="arguments">Further arguments of run.</param>
    public static async Task<Target> StartAsync(int? descriptors, bool isErrorRead = true, string? disk = null, params string[] arguments)
    {
        var place = Directory.CreateTempSubdirectory("mbim-stress-").FullName;
        var ready = Path.Combine(place, "ready.json");
        File.Delete(ready);
        string[] run =
        [
            "dotnet", Tool, "run", "--pty", Path.Combine(place, "tty"), "--tcp", "127.0.0.1:0", "--service-socket", Path.Combine(place, "service"),
            "--service-tcp", "127.0.0.1:0", "--proxy", Path.Combine(place, "proxy"), "--usbip", "127.0.0.1:0", "--usbredir", Path.Combine(place, "usb"),
            "--control", "127.0.0.1:0", "--control-files", place, "--ready-file", ready, .. arguments,
        ];
        var limit = descriptors is { } count ? string.Create(CultureInfo.InvariantCulture, $"ulimit -n {count}; ") : "";
        var error = isErrorRead ? $" 2>{LogOf(place)}" : "";
        var mount = disk is null ? "" : $"mount -t tmpfs -o size=256k none {disk}; ";
        var process = Shell(disk is null ? "sh" : "unshare", disk is null ? [] : ["--mount", "sh"], $"{mount}{limit}exec \"$@\"{error}", run);
        using var guard = new CancellationTokenSource(Guard);
        while (!File.Exists(ready) || new FileInfo(ready).Length == 0)
        {
            if (process.HasExited || guard.IsCancellationRequested)
            {
                throw new StressException($"the emulator did not start: {(File.Exists(LogOf(place)) ? await File.ReadAllTextAsync(LogOf(place), guard.Token) : "")}");
            }

            await Task.Delay(50, guard.Token);
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(ready, guard.Token));
        return new Target(process, place, json.RootElement.Clone());
    }

    /// <summary>Runs the command line to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => CommandAsync(["dotnet", Tool, .. arguments]);

    /// <summary>The same with so many file descriptors.</summary>
    public static Task<(int ExitCode, string Output)> RunLimitedAsync(int descriptors, params string[] arguments) =>
        CommandAsync(["sh", "-c", string.Create(CultureInfo.InvariantCulture, $"ulimit -n {descriptors}; exec \"$@\""), "sh", "dotnet", Tool, .. arguments]);

    /// <summary>Runs a program to its end; what it writes to standard output and error comes back.</summary>
    public static async Task<(int ExitCode, string Output)> CommandAsync(string[] command)
    {
        using var process = Shell("sh", [], "exec \"$@\" 2>&1", command);
        using var guard = new CancellationTokenSource(Guard);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(guard.Token);
            await process.WaitForExitAsync(guard.Token);
            return (process.ExitCode, output);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new StressException($"'{string.Join(' ', command)}' has not ended after {Guard.TotalSeconds} s");
        }
    }

    /// <summary>Ends it as a user does.</summary>
    public async Task EndAsync()
    {
        await CommandAsync(["kill", "-TERM", Id.ToString(CultureInfo.InvariantCulture)]);
        using var guard = new CancellationTokenSource(Guard);
        try
        {
            await _process.WaitForExitAsync(guard.Token);
        }
        catch (OperationCanceledException)
        {
            throw new StressException($"SIGTERM has not ended it after {Guard.TotalSeconds} s");
        }

        if (_process.ExitCode != 0)
        {
            throw new StressException($"it ended with {_process.ExitCode}; expected 0. {Log}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string LogOf(string folder) => Path.Combine(folder, "stderr");

    private static string KindOf(JsonElement endpoint) => endpoint.GetProperty("kind").GetString()!;

    private static string AddressOf(JsonElement endpoint) => endpoint.GetProperty("address").GetString()!;

    private static EndPoint Parse(string address) => IPEndPoint.TryParse(address, out var ip) ? ip : new UnixDomainSocketEndPoint(address);

    private static Process Shell(string program, string[] shell, string script, string[] arguments)
    {
        var start = new ProcessStartInfo(program, [.. shell, "-c", script, "sh", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
