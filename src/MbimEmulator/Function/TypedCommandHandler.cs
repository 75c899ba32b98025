using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;

namespace MbimEmulator.Function;

/// <summary>Reads the typed information buffer; what cannot be read fails with INVALID_PARAMETERS.</summary>
/// <param name="handler">Handles the command.</param>
internal sealed class TypedCommandHandler<T>(Action<Transaction, T> handler) : CommandHandler
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    public override void Handle(Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        if (T.TryRead(informationBuffer, transaction.Version, mode, out var value, out _))
        {
            handler(transaction, value);
        }
        else
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
    }
}
