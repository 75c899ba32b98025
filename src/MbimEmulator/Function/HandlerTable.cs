using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MbimProtocol;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Function;

/// <summary>Handlers by CID and operation.</summary>
internal sealed class HandlerTable
{
    private readonly Dictionary<Command, Operations> _cids = [];

    /// <summary>The CIDs that have a handler, in the order of their first registration.</summary>
    public IEnumerable<(Guid Service, uint Cid)> Cids => _cids.Keys.Select(command => (command.Service, command.Cid));

    /// <summary>How many these are.</summary>
    public int Count => _cids.Count;

    /// <summary>Whether any operation of the CID has a handler.</summary>
    public bool Has(Guid service, uint cid) => _cids.ContainsKey(new Command(service, cid));

    /// <summary>Adds the handler of an operation.</summary>
    /// <exception cref="ArgumentException">It has one already.</exception>
    public void Add(Guid service, uint cid, MbimCommandType commandType, CommandHandler handler)
    {
        if (Set(service, cid, commandType, handler) is not null)
        {
            throw new ArgumentException($"{commandType} of CID {cid} of service {service} already has a handler.", nameof(cid));
        }
    }

    /// <summary>The same for a declared CID: a host that agreed on a version before that of the CID is refused.</summary>
    /// <exception cref="ArgumentException">It has one already.</exception>
    public void Add(MbimCid cid, MbimCommandType commandType, CommandHandler handler) =>
        Add(cid.Service, cid.Number, commandType, cid.Since == MbimExVersion.V1 ? handler : new SinceCommandHandler(handler, cid.Since));

    /// <summary>Sets the handler of an operation.</summary>
    /// <returns>The handler that was there; null for none.</returns>
    public CommandHandler? Set(Guid service, uint cid, MbimCommandType commandType, CommandHandler handler)
    {
        ref var operations = ref CollectionsMarshal.GetValueRefOrAddDefault(_cids, new Command(service, cid), out _);
        ref var place = ref (commandType == MbimCommandType.Query ? ref operations.Query : ref operations.Set);
        var before = place;
        place = handler;
        return before;
    }

    /// <summary>Finds the handler of an operation.</summary>
    /// <returns>Whether any operation of the CID has one.</returns>
    public bool TryFind(Guid service, uint cid, MbimCommandType commandType, out CommandHandler? handler)
    {
        ref var operations = ref CollectionsMarshal.GetValueRefOrNullRef(_cids, new Command(service, cid));
        var isThere = !Unsafe.IsNullRef(ref operations);
        handler = !isThere ? null : commandType switch
        {
            MbimCommandType.Query => operations.Query,
            MbimCommandType.Set => operations.Set,
            _ => null,
        };
        return isThere;
    }

    /// <summary>All are there: the room for more is given back.</summary>
    public void TrimExcess() => _cids.TrimExcess();

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
