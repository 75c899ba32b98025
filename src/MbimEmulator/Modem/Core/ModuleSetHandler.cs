using MbimEmulator.Function;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.Core;

/// <summary>Handles a set, which changes something, with a module.</summary>
/// <param name="index">The module's place among all kinds of modules.</param>
/// <param name="handler">Handles it.</param>
/// <param name="unreadable">Refuses one that cannot be read; with an empty buffer when it is null.</param>
internal sealed class ModuleSetHandler<TModule, T>(int index, Action<TModule, Transaction, T> handler, RawModuleHandler<TModule>? unreadable) : TypedCommandHandler<T>
    where TModule : ModemModule
    where T : IInformationBuffer<T>
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        base.Handle(modem, transaction, informationBuffer, mode);
        ((IModuleSource)modem!).Handled();
    }

    /// <inheritdoc/>
    protected override void Handle(object? modem, Transaction transaction, T value) => handler(Module(modem), transaction, value);

    /// <inheritdoc/>
    protected override void Refuse(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer)
    {
        if (unreadable is null)
        {
            base.Refuse(modem, transaction, informationBuffer);
        }
        else
        {
            unreadable(Module(modem), transaction, informationBuffer);
        }
    }

    private TModule Module(object? modem) => (TModule)((IModuleSource)modem!).At(index);
}
