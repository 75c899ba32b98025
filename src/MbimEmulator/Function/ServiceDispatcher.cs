using MbimEmulator.Profiles;
using MbimProtocol;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>Who handles which CID and operation.</summary>
public sealed class ServiceDispatcher
{
    private readonly Dictionary<Command, Operations> _cids = [];
    private readonly ServicesProfile _services;

    /// <summary>Makes a dispatcher that handles nothing yet.</summary>
    /// <param name="services">Which services the modem has: handlers of others are left out.</param>
    public ServiceDispatcher(ServicesProfile services)
    {
        ArgumentNullException.ThrowIfNull(services);
        _services = services;
    }

    /// <summary>The services that have handlers, in the order of their first registration; what DEVICE_SERVICES can list.</summary>
    public IReadOnlyList<DispatchedService> Services =>
        [.. _cids.Keys.GroupBy(k => k.Service, (id, keys) => new DispatchedService(id, [.. keys.Select(k => k.Cid).Order()]))];

    /// <summary>Handles the queries of a CID.</summary>
    /// <exception cref="ArgumentException">They have a handler already.</exception>
    public void OnQuery<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        RegisterIfHad(cid.Service, cid.Number, MbimCommandType.Query, Since(cid, new TypedCommandHandler<TQuery>(handler)));
    }

    /// <summary>Handles the sets of a CID.</summary>
    /// <param name="cid">The CID.</param>
    /// <param name="handler">Handles those whose information buffer can be read.</param>
    /// <param name="unreadable">Refuses the others; INVALID_PARAMETERS with an empty buffer does when it is null.</param>
    /// <exception cref="ArgumentException">They have a handler already.</exception>
    public void OnSet<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler, RawCommandHandler? unreadable = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        RegisterIfHad(cid.Service, cid.Number, MbimCommandType.Set, Since(cid, new TypedCommandHandler<TSet>(handler, unreadable)));
    }

    /// <summary>Handles an operation of a CID that is not declared, such as one of a vendor's device service, by its bytes.</summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void OnCommand(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler) =>
        RegisterIfHad(service, cid, commandType, new RawCommandAdapter(handler));

    /// <summary>The same for a device service of the profile's own, where a handler may be there already, which the new one stands in front of.</summary>
    /// <returns>The handler that was there; null for none.</returns>
    internal CommandHandler? StandBefore(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler)
    {
        CommandHandler? before = null;
        if (_cids.TryGetValue(new Command(service, cid), out var operations))
        {
            ref var place = ref commandType == MbimCommandType.Query ? ref operations.Query : ref operations.Set;
            (before, place) = (place, null);
        }

        Register(service, cid, commandType, new RawCommandAdapter(handler));
        return before;
    }

    /// <summary>All handlers are there: the room for more is given back.</summary>
    internal void TrimExcess() => _cids.TrimExcess();

    /// <summary>Whether any operation of the CID has a handler.</summary>
    internal bool Handles(MbimCid cid) => _cids.ContainsKey(new Command(cid.Service, cid.Number));

    /// <summary>Finds the handler of a command, or the status that refuses it.</summary>
    internal CommandHandler? Find(Guid service, uint cid, MbimCommandType commandType, out MbimStatus status)
    {
        status = MbimStatus.NoDeviceSupport;
        if (!_cids.TryGetValue(new Command(service, cid), out var operations))
        {
            return null;
        }

        if (commandType is not (MbimCommandType.Query or MbimCommandType.Set))
        {
            status = MbimStatus.InvalidParameters;
            return null;
        }

        return commandType == MbimCommandType.Query ? operations.Query : operations.Set;
    }

    private static CommandHandler Since(MbimCid cid, CommandHandler handler) => cid.Since == MbimExVersion.V1 ? handler : new SinceCommandHandler(handler, cid.Since);

    private void RegisterIfHad(Guid service, uint cid, MbimCommandType commandType, CommandHandler handler)
    {
        if (_services.Has(service, cid))
        {
            Register(service, cid, commandType, handler);
        }
    }

    private void Register(Guid service, uint cid, MbimCommandType commandType, CommandHandler handler)
    {
        if (!_cids.TryGetValue(new Command(service, cid), out var operations))
        {
            _cids.Add(new Command(service, cid), operations = new Operations());
        }

        ref var place = ref commandType == MbimCommandType.Query ? ref operations.Query : ref operations.Set;
        if (place is not null)
        {
            throw new ArgumentException($"{commandType} of CID {cid} of service {service} already has a handler.", nameof(cid));
        }

        place = handler;
    }

    private readonly record struct Command(Guid Service, uint Cid)
    {
        // A tuple's would take longer than all the rest of the look-up.
        public override int GetHashCode() => Service.GetHashCode() ^ (int)Cid;
    }

    private sealed class Operations
    {
        public CommandHandler? Query;
        public CommandHandler? Set;
    }
}
