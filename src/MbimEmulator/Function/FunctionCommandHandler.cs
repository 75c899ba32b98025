using MbimProtocol.Encoding;
using MbimProtocol.Server;

namespace MbimEmulator.Function;

/// <summary>Handles a command of one modem alone.</summary>
/// <param name="handler">Handles it.</param>
internal sealed class FunctionCommandHandler<T>(Action<Transaction, T> handler) : TypedCommandHandler<T>
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    protected override void Handle(object? modem, Transaction transaction, T value) => handler(transaction, value);
}
