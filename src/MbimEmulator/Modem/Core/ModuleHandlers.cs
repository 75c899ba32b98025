using MbimEmulator.Function;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;

namespace MbimEmulator.Modem.Core;

/// <summary>Registers the handlers of modules, so that the notifications of what a set did leave after its answer.</summary>
public sealed class ModuleHandlers
{
    private readonly ServiceDispatcher _dispatcher;
    private readonly ModuleContext _modem;
    private readonly List<(Guid Service, uint Cid)>? _cids;

    /// <summary>Makes it.</summary>
    /// <param name="dispatcher">The function's handlers.</param>
    /// <param name="modem">The modem.</param>
    /// <param name="keepsCids">Whether <see cref="Cids"/> is asked for.</param>
    internal ModuleHandlers(ServiceDispatcher dispatcher, ModuleContext modem, bool keepsCids = false) =>
        (_dispatcher, _modem, _cids) = (dispatcher, modem, keepsCids ? [] : null);

    /// <summary>What it has registered, and the modem has.</summary>
    internal IEnumerable<(Guid Service, uint Cid)> Cids => _cids?.Distinct() ?? [];

    /// <summary>A query changes nothing.</summary>
    public void Query<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        _dispatcher.OnQuery(Noted(cid), handler);

    /// <summary>A set is one event of the modem; <paramref name="unreadable"/> refuses those that cannot be read.</summary>
    public void Set<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler, RawCommandHandler? unreadable = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        _dispatcher.OnSet(
            Noted(cid),
            (transaction, request) =>
            {
                handler(transaction, request);
                _modem.Flush();
            },
            unreadable is null ? null : Whole(unreadable));

    /// <summary>An operation of a CID by its bytes, one event of the modem: for what is not declared, such as a vendor's tunnel.</summary>
    public void Command(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Note(service, cid);
        _dispatcher.OnCommand(service, cid, commandType, Whole(handler));
    }

    /// <summary>The same where a handler may be there already, which the new one stands in front of.</summary>
    /// <returns>The handler that was there; null for none.</returns>
    internal CommandHandler? StandBefore(Guid service, uint cid, MbimCommandType commandType, RawCommandHandler handler) =>
        _dispatcher.StandBefore(service, cid, commandType, Whole(handler));

    private T Noted<T>(T cid)
        where T : MbimCid
    {
        ArgumentNullException.ThrowIfNull(cid);
        Note(cid.Service, cid.Number);
        return cid;
    }

    private void Note(Guid service, uint cid)
    {
        if (_cids is not null && _modem.Profile.Services.Has(service, cid))
        {
            _cids.Add((service, cid));
        }
    }

    private RawCommandHandler Whole(RawCommandHandler handler) => (transaction, informationBuffer) =>
    {
        handler(transaction, informationBuffer);
        _modem.Flush();
    };
}
