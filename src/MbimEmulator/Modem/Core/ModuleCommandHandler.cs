using MbimEmulator.Function;
using MbimProtocol;
using MbimProtocol.Server;

namespace MbimEmulator.Modem.Core;

/// <summary>Handles a command by its bytes with a module.</summary>
/// <param name="index">The module's place among all kinds of modules.</param>
/// <param name="handler">Handles it.</param>
internal sealed class ModuleCommandHandler<TModule>(int index, RawModuleHandler<TModule> handler) : CommandHandler
    where TModule : ModemModule
{
    /// <inheritdoc/>
    public override void Handle(object? modem, Transaction transaction, ReadOnlySpan<byte> informationBuffer, MbimReadMode mode)
    {
        var modules = (IModuleSource)modem!;
        handler((TModule)modules.At(index), transaction, informationBuffer);
        modules.Handled();
    }
}
