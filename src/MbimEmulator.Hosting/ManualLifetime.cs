using Microsoft.Extensions.Hosting;

namespace MbimEmulator.Hosting;

/// <summary>A host that starts at once and ends when its owner stops it.</summary>
internal sealed class ManualLifetime : IHostLifetime
{
    /// <inheritdoc/>
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
