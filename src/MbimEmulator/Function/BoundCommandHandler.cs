using MbimProtocol;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>A handler that modems share, for one of them.</summary>
/// <param name="handler">The handler.</param>
/// <param name="owner">The modem.</param>
internal sealed class BoundCommandHandler(CommandHandler handler, object? owner) : CommandHandler
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode) =>
        handler.Handle(owner, transaction, informationBuffer, mode);
}
