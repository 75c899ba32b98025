namespace MbimEmulator.Network;

/// <summary>Nobody: every packet is taken and none comes back.</summary>
public sealed class SilentNetwork : IModemNetwork, INetworkSession
{
    /// <inheritdoc/>
    public INetworkSession Activate(IPSession session) => this;

    /// <inheritdoc/>
    public bool Receive(ReadOnlySpan<byte> packet) => true;

    /// <inheritdoc/>
    public void End()
    {
    }
}
