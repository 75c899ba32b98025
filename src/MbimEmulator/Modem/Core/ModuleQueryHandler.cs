using MbimEmulator.Function;
using MbimProtocol.Encoding;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.Core;

/// <summary>Handles a query with a module.</summary>
/// <param name="index">The module's place among all kinds of modules.</param>
/// <param name="handler">Handles it.</param>
internal sealed class ModuleQueryHandler<TModule, T>(int index, Action<TModule, Transaction, T> handler) : TypedCommandHandler<T>
    where TModule : ModemModule
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    protected override void Handle(object? modem, Transaction transaction, T value) => handler((TModule)((IModuleSource)modem!).At(index), transaction, value);
}
