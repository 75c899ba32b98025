using MbimEmulator.Function;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;

namespace MbimEmulator.Modem.Core;

/// <summary>What handles the CIDs of a module. All modems share it: each handler gets the module of the modem that has the command.</summary>
public sealed class ModuleHandlers
{
    private readonly Action<HandlerTable, int> _add;

    private ModuleHandlers(Action<HandlerTable, int> add) => _add = add;

    /// <summary>Makes those of a type of module.</summary>
    /// <param name="register">Registers them; called once in a process.</param>
    public static ModuleHandlers Of<TModule>(Action<ModuleHandlers<TModule>> register)
        where TModule : ModemModule
    {
        ArgumentNullException.ThrowIfNull(register);
        return new((table, index) => register(new ModuleHandlers<TModule>(table, index)));
    }

    /// <summary>Adds them to those of other modules.</summary>
    /// <param name="table">Where.</param>
    /// <param name="index">The module's place among all kinds of modules.</param>
    internal void AddTo(HandlerTable table, int index) => _add(table, index);
}

/// <summary>Registers the handlers of a module. They get the module of a modem, and should capture nothing: they are called for all modems.</summary>
/// <typeparam name="TModule">The module.</typeparam>
public sealed class ModuleHandlers<TModule>
    where TModule : ModemModule
{
    private readonly HandlerTable _table;
    private readonly int _index;

    internal ModuleHandlers(HandlerTable table, int index) => (_table, _index) = (table, index);

    /// <summary>A query changes nothing.</summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void Query<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<TModule, Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        _table.Add(cid, MbimCommandType.Query, new ModuleQueryHandler<TModule, TQuery>(_index, handler));
    }

    /// <summary>
    /// A set is one event of the modem, so that the notifications of what it did leave after its answer; <paramref name="unreadable"/> refuses those that
    /// cannot be read.
    /// </summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void Set<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, Action<TModule, Transaction, TSet> handler, RawModuleHandler<TModule>? unreadable = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        _table.Add(cid, MbimCommandType.Set, new ModuleSetHandler<TModule, TSet>(_index, handler, unreadable));
    }

    /// <summary>An operation of a CID by its bytes, one event of the modem: for what is not declared, such as a vendor's tunnel.</summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void Command(Guid service, uint cid, MbimCommandType commandType, RawModuleHandler<TModule> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _table.Add(service, cid, commandType, new ModuleCommandHandler<TModule>(_index, handler));
    }
}
