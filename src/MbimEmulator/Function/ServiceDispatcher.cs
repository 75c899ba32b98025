using MbimEmulator.Profiles;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>Who handles which CID and operation: handlers that modems share, and those of one modem, which stand before them.</summary>
public sealed class ServiceDispatcher
{
    private readonly HandlerTable _own = new();
    private readonly ServicesProfile _services;
    private HandlerTable _shared = new();

    /// <summary>Makes a dispatcher that handles nothing yet.</summary>
    /// <param name="services">Which services the modem has: handlers of others are left out.</param>
    public ServiceDispatcher(ServicesProfile services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
    }

    /// <summary>What handlers that modems share get of this one.</summary>
    internal object? Modem { get; private set; }

    /// <summary>Handles the queries of a CID.</summary>
    /// <exception cref="ArgumentException">They have a handler already.</exception>
    public void OnQuery<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        Add(cid, MbimCommandType.Query, new FunctionCommandHandler<TQuery>(handler));

    /// <summary>Handles the sets of a CID; those that cannot be read are refused with INVALID_PARAMETERS.</summary>
    /// <exception cref="ArgumentException">They have a handler already.</exception>
    public void OnSet<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        Add(cid, MbimCommandType.Set, new FunctionCommandHandler<TSet>(handler));

    /// <summary>Handles an operation of a CID that is not declared, such as one of a vendor's device service, by its bytes.</summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void OnCommand(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler)
    {
        if (_services.Has(service, cid))
        {
            _own.Add(service, cid, commandType, new RawCommandAdapter(handler));
        }
    }

    /// <summary>Has handlers that many modems share handle what has no handler of this modem's own.</summary>
    /// <param name="handlers">The handlers.</param>
    /// <param name="modem">What they get of this modem.</param>
    /// <exception cref="ArgumentException">One is for a CID that has a handler already.</exception>
    internal void Share(HandlerTable handlers, object modem)
    {
        if (_own.Cids.Where(command => handlers.Has(command.Service, command.Cid)).Take(1).ToList() is [var (service, cid)])
        {
            throw new ArgumentException($"CID {cid} of service {service} already has a handler.", nameof(handlers));
        }

        (_shared, Modem) = (handlers, modem);
    }

    /// <summary>Handles an operation for a device service of the profile's own, where a handler may be there already, which the new one stands in front of.</summary>
    /// <returns>The handler that was there; null for none.</returns>
    internal CommandHandler? StandBefore(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler) =>
        _own.Set(service, cid, commandType, new RawCommandAdapter(handler)) ?? FindShared(service, cid, commandType);

    /// <summary>All handlers are there: the room for more is given back.</summary>
    internal void TrimExcess() => _own.TrimExcess();

    /// <summary>Whether any operation of the CID has a handler.</summary>
    internal bool Handles(MbimCid cid) => _own.Has(cid.Service, cid.Number) || (_shared.Has(cid.Service, cid.Number) && _services.Has(cid.Service, cid.Number));

    /// <summary>Finds the handler of a command, or the status that refuses it.</summary>
    internal CommandHandler? Find(Guid service, uint cid, MbimCommandType commandType, out MbimStatus status)
    {
        var isThere = _own.TryFind(service, cid, commandType, out var handler);
        if (handler is null && _shared.TryFind(service, cid, commandType, out var shared) && _services.Has(service, cid))
        {
            (isThere, handler) = (true, shared);
        }

        status = isThere && commandType is not (MbimCommandType.Query or MbimCommandType.Set) ? MbimStatus.InvalidParameters : MbimStatus.NoDeviceSupport;
        return handler;
    }

    private BoundCommandHandler? FindShared(Guid service, uint cid, MbimCommandType commandType) =>
        _shared.TryFind(service, cid, commandType, out var handler) && handler is not null && _services.Has(service, cid)
            ? new BoundCommandHandler(handler, Modem)
            : null;

    private void Add(MbimCid cid, MbimCommandType commandType, CommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(cid);
        if (_services.Has(cid.Service, cid.Number))
        {
            _own.Add(cid, commandType, handler);
        }
    }
}
