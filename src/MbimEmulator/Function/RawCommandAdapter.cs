using MbimProtocol;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Hands the bytes on as they are.</summary>
/// <param name="handler">Handles the command.</param>
internal sealed class RawCommandAdapter(RawCommandHandler handler) : CommandHandler
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode) =>
        handler(transaction, informationBuffer);
}
