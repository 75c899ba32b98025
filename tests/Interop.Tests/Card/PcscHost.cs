using System.Globalization;
using MbimEmulator.Interop.Tests.Support;

namespace MbimEmulator.Interop.Tests.Card;

/// <summary>
/// pcscd with vpcd's reader, in a mount and network namespace of its own: its socket in /run, which is compiled in, is nobody else's. The emulator and the
/// programs of PC/SC run inside.
/// </summary>
internal sealed class PcscHost : IAsyncDisposable
{
    /// <summary>The reader of vpcd, which listens at <see cref="Address"/>.</summary>
    public const string Reader = "Virtual PCD 00 00";

    /// <summary>Where the reader listens in the namespace: vpcd's own port.</summary>
    public const string Address = "127.0.0.1:35963";

    private const string Reset = "OK: ";
    private const string Driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

    private readonly TemporaryFolder _folder;
    private readonly NetworkNamespace _network;
    private readonly BackgroundProgram _daemon;
    private readonly string[] _mounts;

    private PcscHost(TemporaryFolder folder, NetworkNamespace network, BackgroundProgram daemon, string[] mounts) =>
        (_folder, _network, _daemon, _mounts) = (folder, network, daemon, mounts);

    public string Output => _daemon.Output;

    public static async Task<PcscHost> StartAsync()
    {
        Peers.Need("pcscd", "opensc-tool", "scriptor", "unshare", Driver);
        var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(
            folder.File("vpcd"), $"FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:0x8C7B\nLIBPATH {Driver}\nCHANNELID 0x8C7B\n");
        var network = await NetworkNamespace.CreateAsync();
        var daemon = BackgroundProgram.Start(network.Enter(
            "unshare", "-m", "--", "sh", "-c", $"mount -t tmpfs none /run && exec pcscd --foreground --debug --config {folder.Path}"));
        await daemon.WaitForAsync("daemon ready");
        return new PcscHost(folder, network, daemon, ["nsenter", "-t", daemon.Id.ToString(CultureInfo.InvariantCulture), "-m", "--"]);
    }

    /// <summary>Starts "run" with a PTY, whose modem's card goes to the reader, and waits until its modem has registered, or where it can come to.</summary>
    public Task<BackgroundProgram> RunEmulatorAsync(string card, params string[] arguments) => ReadyFile.WaitAsync(_folder, ready => BackgroundProgram.Start(
        _network.Enter(["dotnet", Emulator.Tool, "run", "--pty", Pty, "--card", card, "--ready-file", ready, .. arguments])));

    public string Pty => _folder.File("pty");

    /// <summary>Waits until PC/SC sees a card in the reader, or none.</summary>
    public async Task WaitForCardAsync(bool isIn)
    {
        using var limit = new CancellationTokenSource(Programs.Limit);
        while (true)
        {
            var list = await RunAsync("opensc-tool", "-l");
            if (list.Output.Split('\n').Any(line => line.Contains(Reader, StringComparison.Ordinal) && line.Contains(isIn ? " Yes " : " No ", StringComparison.Ordinal)))
            {
                return;
            }

            Assert.That(limit.IsCancellationRequested, Is.False, $"{list}\n{Output}");
        }
    }

    /// <summary>Runs a program of PC/SC.</summary>
    public Task<ProcessResult> RunAsync(params string[] command) => Programs.RunAsync(_network.Enter([.. _mounts, .. command]));

    /// <summary>Runs any program in the network namespace.</summary>
    public Task<ProcessResult> RunOutsideAsync(params string[] command) => Programs.RunAsync(_network.Enter(command));

    /// <summary>Has scriptor send commands to the card: in hexadecimal, or "reset".</summary>
    /// <returns>Its answers, one in a line: data and status word, or the ATR.</returns>
    public async Task<string[]> ScriptAsync(params string[] commands)
    {
        var file = _folder.File("script");
        await File.WriteAllLinesAsync(file, commands.Select(command => command == "reset" ? command : BitConverter.ToString(Convert.FromHexString(command)).Replace('-', ' ')));
        var result = await RunAsync("scriptor", "-r", Reader, file);
        Assert.That(result.ExitCode, Is.Zero, $"{result}\n{Output}");

        // "< 61 31 : 0x31 bytes of response still available.", or "< OK: 3B 9E ..." for a reset; a long answer goes over several lines.
        return [.. result.Output.Split("\n< ").Skip(1).Select(answer => string.Concat(
            (answer.StartsWith(Reset, StringComparison.Ordinal) ? answer[Reset.Length..answer.IndexOf('\n', StringComparison.Ordinal)] : answer.Split(" : ")[0]).Where(char.IsAsciiHexDigit)))];
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.DisposeAsync();
        await _network.DisposeAsync();
        _folder.Dispose();
    }
}
