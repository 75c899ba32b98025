using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Reads the typed information buffer; what cannot be read fails with INVALID_PARAMETERS.</summary>
/// <param name="handler">Handles the command.</param>
/// <param name="unreadable">Refuses one that cannot be read; with an empty buffer when it is null.</param>
internal sealed class TypedCommandHandler<T>(Action<Transaction, T> handler, RawCommandHandler? unreadable = null) : CommandHandler
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    public override void Handle(Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        if (T.TryRead(informationBuffer, transaction.Version, mode, out var value, out _))
        {
            handler(transaction, value);
        }
        else if (unreadable is null)
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
        else
        {
            unreadable(transaction, informationBuffer);
        }
    }
}
