using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Reads the typed information buffer; what cannot be read fails with INVALID_PARAMETERS.</summary>
internal abstract class TypedCommandHandler<T> : CommandHandler
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        if (T.TryRead(informationBuffer, transaction.Version, mode, out var value, out _))
        {
            Handle(modem, transaction, value);
        }
        else
        {
            Refuse(modem, transaction, informationBuffer);
        }
    }

    /// <summary>Handles a command that has been read.</summary>
    protected abstract void Handle(object? modem, Transaction transaction, T value);

    /// <summary>Answers a command that cannot be read.</summary>
    protected virtual void Refuse(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer) =>
        transaction.Fail(MbimStatus.InvalidParameters);
}
