using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Handles a set, which changes something.</summary>
/// <param name="handler">Handles the command.</param>
/// <param name="unreadable">Refuses one that cannot be read; with an empty buffer when it is null.</param>
/// <param name="handled">Called behind each command, read or not; many handlers share it.</param>
internal sealed class SetCommandHandler<T>(Action<Transaction, T> handler, RawCommandHandler? unreadable, Action? handled) : TypedCommandHandler<T>(handler)
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    public override void Handle(Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        base.Handle(transaction, informationBuffer, mode);
        handled?.Invoke();
    }

    /// <inheritdoc/>
    protected override void Refuse(Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    {
        if (unreadable is null)
        {
            base.Refuse(transaction, informationBuffer);
        }
        else
        {
            unreadable(transaction, informationBuffer);
        }
    }
}
