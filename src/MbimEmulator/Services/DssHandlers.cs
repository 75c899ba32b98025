using MbimEmulator.Modem;
using MbimEmulator.Modem.DeviceServices;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Services;

/// <summary>Device services: DSS CONNECT, MODEM_LOGGING_CONFIG, and the commands of the profile's own services.</summary>
internal static class DssHandlers
{
    public static void Register(HandlerRegistrar registrar, SimulatedModem modem)
    {
        registrar.Set(Dss.Connect, (transaction, request) => Connect(modem, transaction, request));
        if (modem.DeviceServices.ModemLog is { } log)
        {
            registrar.Query(MsBasicConnectExtensions.ModemLoggingConfig, (transaction, _) => transaction.Complete(log.Config));
            registrar.Set(MsBasicConnectExtensions.ModemLoggingConfig, log.Configure);
            log.Configured = config => registrar.Notify(MsBasicConnectExtensions.ModemLoggingConfig, config);
        }

        foreach (var service in modem.DeviceServices.All)
        {
            foreach (var cid in service.Profile.Cids)
            {
                registrar.Command(service, cid);
            }
        }
    }

    private static void Connect(SimulatedModem modem, Transaction transaction, SetDssConnect request)
    {
        if (request.DssSessionId > DeviceServiceSessions.MaxSessionId || !Enum.IsDefined(request.DssLinkState))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
        else if (modem.DeviceServices.Find(request.DeviceServiceId) is not { } service)
        {
            transaction.Fail(MbimStatus.NoDeviceSupport);
        }
        else if (!service.HasStreams)
        {
            transaction.Fail(MbimStatus.InvalidDeviceServiceOperation);
        }
        else if (request.DssLinkState == DssLinkState.Activate)
        {
            modem.DssSessions.Activate(service, (byte)request.DssSessionId, transaction);
        }
        else
        {
            modem.DssSessions.Deactivate(service, (byte)request.DssSessionId, transaction);
        }
    }
}
