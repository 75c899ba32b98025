using MbimEmulator.Function;
using MbimEmulator.Modem;
using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Services;

/// <summary>Device services: DSS CONNECT, and the profile's own services, whose commands answer with what they were given.</summary>
internal static class DssHandlers
{
    public static void Register(HandlerRegistrar registrar, SimulatedModem modem)
    {
        registrar.Set(Dss.Connect, (transaction, request) => Connect(modem, transaction, request));
        foreach (var service in modem.Profile.DeviceServices)
        {
            foreach (var cid in service.Cids)
            {
                registrar.Dispatcher.OnCommand(service.Id, cid, MbimCommandType.Query, Echo);
                registrar.Dispatcher.OnCommand(service.Id, cid, MbimCommandType.Set, Echo);
            }
        }
    }

    private static void Echo(Transaction transaction, ReadOnlySpan<byte> informationBuffer) => transaction.Complete(informationBuffer);

    private static void Connect(SimulatedModem modem, Transaction transaction, SetDssConnect request)
    {
        var status = request.DssLinkState switch
        {
            _ when request.DssSessionId > DeviceServiceSessions.MaxSessionId => MbimStatus.InvalidParameters,
            DssLinkState.Activate => modem.DssSessions.Activate(request.DeviceServiceId, request.DssSessionId),
            DssLinkState.Deactivate => modem.DssSessions.Deactivate(request.DeviceServiceId, request.DssSessionId),
            _ => MbimStatus.InvalidParameters,
        };
        if (status == MbimStatus.Success)
        {
            transaction.Complete();
        }
        else
        {
            transaction.Fail(status);
        }
    }
}
