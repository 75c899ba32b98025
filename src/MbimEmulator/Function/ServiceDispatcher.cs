using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
    /// <param name="handled">Called behind each.</param>
    /// <exception cref="ArgumentException">They have a handler already.</exception>
    public void OnSet<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler, RawCommandHandler? unreadable = null, Action? handled = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse>
    {
        ArgumentNullException.ThrowIfNull(cid);
        RegisterIfHad(cid.Service, cid.Number, MbimCommandType.Set, Since(cid, new SetCommandHandler<TSet>(handler, unreadable, handled)));
    }

    /// <summary>Handles an operation of a CID that is not declared, such as one of a vendor's device service, by its bytes.</summary>
    /// <exception cref="ArgumentException">It has a handler already.</exception>
    public void OnCommand(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler) =>
        RegisterIfHad(service, cid, commandType, new RawCommandAdapter(handler));

    /// <summary>The same for a device service of the profile's own, where a handler may be there already, which the new one stands in front of.</summary>
    /// <returns>The handler that was there; null for none.</returns>
    internal CommandHandler? StandBefore(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler)
    {
        ref var place = ref Place(service, cid, commandType);
        var before = place;
        place = new RawCommandAdapter(handler);
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
        ref var operations = ref CollectionsMarshal.GetValueRefOrNullRef(_cids, new Command(service, cid));
        if (Unsafe.IsNullRef(ref operations))
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
        if (!_services.Has(service, cid))
        {
            return;
        }

        ref var place = ref Place(service, cid, commandType);
        if (place is not null)
        {
            throw new ArgumentException($"{commandType} of CID {cid} of service {service} already has a handler.", nameof(cid));
        }

        place = handler;
    }

    private ref CommandHandler? Place(Guid service, uint cid, MbimCommandType commandType)
    {
        ref var operations = ref CollectionsMarshal.GetValueRefOrAddDefault(_cids, new Command(service, cid), out _);
        return ref commandType == MbimCommandType.Query ? ref operations.Query : ref operations.Set;
    }

    private readonly record struct Command(Guid Service, uint Cid)
    {
        // A tuple's would take longer than all the rest of the look-up.
        public override int GetHashCode() => Service.GetHashCode() ^ (int)Cid;
    }

    private struct Operations
    {
        public CommandHandler? Query;
        public CommandHandler? Set;
    }
}
