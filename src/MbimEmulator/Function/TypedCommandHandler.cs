using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Reads the typed information buffer; what cannot be read fails with INVALID_PARAMETERS.</summary>
/// <param name="handler">Handles the command.</param>
internal class TypedCommandHandler<T>(Action<Transaction, T> handler) : CommandHandler
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
            Refuse(transaction, informationBuffer);
        }
    }

    /// <summary>Answers a command that cannot be read.</summary>
    protected virtual void Refuse(Transaction transaction, ReadOnlySpan<byte> informationBuffer) => transaction.Fail(MbimStatus.InvalidParameters);
}
