using MbimClient.DeviceServices;

namespace MbnConformance.Tests;

/// <summary>A running emulator with one modem.</summary>
internal abstract class Emulator : IAsyncDisposable
{
    /// <summary>Starts one.</summary>
    public static async Task<Emulator> StartAsync(CallPath path, string profile) =>
        path == CallPath.InProcess ? new InProcessEmulator(profile) : await ProcessEmulator.StartAsync(profile);

    /// <summary>A client of its service.</summary>
    public abstract Task<MbnClient> ConnectAsync();

    /// <summary>Does what the command of "run --interactive" says: remove, insert, reset, sleep, resume.</summary>
    public abstract Task OrderAsync(string command);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();
}
