using System.Diagnostics;

namespace MbimEmulator.Interop.Tests.Support;

/// <summary>A network namespace of a test's own, so that the abstract name @mbim-proxy and wwan0 are nobody else's.</summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private readonly Process _holder;

    private NetworkNamespace(Process holder) => _holder = holder;

    public static async Task<NetworkNamespace> CreateAsync()
    {
        Peers.Need("unshare", "nsenter", "ip");

        // The shell lives until its input ends, which it also does when the test's process dies.
        var holder = Programs.Start(
            ["unshare", Environment.IsPrivilegedProcess ? "-n" : "-rn", "--", "sh", "-c", "ip link set lo up && echo ready && exec cat"],
            environment: null);
        if (await holder.StandardOutput.ReadLineAsync() != "ready")
        {
            Peers.Lacks($"leave to make network namespaces ({(await holder.StandardError.ReadToEndAsync()).Trim()})");
        }

        return new NetworkNamespace(holder);
    }

    /// <summary>The command that runs <paramref name="command"/> inside.</summary>
    public string[] Enter(params IEnumerable<string> command) =>
        ["nsenter", "-t", $"{_holder.Id}", .. Environment.IsPrivilegedProcess ? ["-n"] : (string[])["-U", "--preserve-credentials", "-n"], "--", .. command];

    public async ValueTask DisposeAsync()
    {
        _holder.StandardInput.Close();
        await _holder.WaitForExitAsync();
        _holder.Dispose();
    }
}
