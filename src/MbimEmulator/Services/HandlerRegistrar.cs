using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Modem.DeviceServices;
using MbimProtocol.Encoding;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services;

namespace MbimEmulator.Services;

/// <summary>Registers handlers so that the notifications of what a set did leave after its answer.</summary>
internal sealed class HandlerRegistrar(ServiceDispatcher dispatcher, ModemRuntime runtime)
{
    /// <summary>A query changes nothing.</summary>
    public void Query<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TQuery> handler)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        dispatcher.OnQuery(cid, handler);

    /// <summary>A set is one event of the modem; <paramref name="unreadable"/> refuses those that cannot be read.</summary>
    public void Set<TQuery, TSet, TResponse>(
        MbimCid<TQuery, TSet, TResponse> cid, Action<Transaction, TSet> handler, RawCommandHandler? unreadable = null)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        dispatcher.OnSet(
            cid,
            (transaction, request) =>
            {
                handler(transaction, request);
                runtime.Flush();
            },
            unreadable);

    /// <summary>Sends a notification when the event under way is done.</summary>
    public void Notify<TQuery, TSet, TResponse>(MbimCid<TQuery, TSet, TResponse> cid, TResponse value)
        where TQuery : IInformationBuffer<TQuery>
        where TSet : IInformationBuffer<TSet>
        where TResponse : IInformationBuffer<TResponse> =>
        runtime.Notify(cid, value);

    /// <summary>Queries and sets of a device service's own CID, each one event of the modem.</summary>
    public void Command(DeviceService service, uint cid)
    {
        Register(MbimCommandType.Query);
        Register(MbimCommandType.Set);

        void Register(MbimCommandType commandType)
        {
            var builtIn = dispatcher.StandBefore(service.Profile.Id, cid, commandType, (transaction, informationBuffer) =>
            {
                service.Command(transaction, cid, commandType, informationBuffer);
                runtime.Flush();
            });
            if (builtIn is not null)
            {
                service.StandBefore(cid, commandType, builtIn);
            }
        }
    }
}
