using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>A handler of a CID that a later version has: a host that agreed on an earlier one is answered with NO_DEVICE_SUPPORT.</summary>
internal sealed class SinceCommandHandler(CommandHandler handler, MbimExVersion since) : CommandHandler
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        if (transaction.Version < since)
        {
            transaction.Fail(MbimStatus.NoDeviceSupport);
        }
        else
        {
            handler.Handle(modem, transaction, informationBuffer, mode);
        }
    }
}
