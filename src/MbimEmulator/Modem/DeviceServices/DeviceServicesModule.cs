using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Time;
using MbimProtocol.Messages;
using MbimProtocol.Server;
using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;
using MbimProtocol.Services.MsBasicConnectExtensionsService;
using Microsoft.Extensions.Logging;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>The modem's device services and their streams. DEVICE_SERVICES, DSS CONNECT, MODEM_LOGGING_CONFIG, and the commands of the profile's own services.</summary>
internal sealed class DeviceServicesModule : ModemModule
{
    private readonly ModuleContext _modem;

    public DeviceServicesModule(ModuleContext modem, RandomStream random, BehaviourCatalog behaviours, IDssSink streams, ILogger logger)
    {
        _modem = modem;
        var profile = modem.Profile;
        Sessions = new DeviceServiceSessions(profile, modem, streams);
        Table = new DeviceServiceTable(
            modem,
            [.. (profile.DeviceServices.Present ? profile.DeviceServices.Services : []).Select(service =>
                new DeviceService(service, modem, random.Fork(service.Name), Sessions, behaviours.Find(profile.Name, service), logger))]);
    }

    public static ModuleDescription Description { get; } = new("deviceServices")
    {
        States = [ModuleState.Of<DeviceServicesModule>("streams", module => (ulong)module.Sessions.Open.Count) with { Max = 256 }],
    };

    public DeviceServiceSessions Sessions { get; }

    public DeviceServiceTable Table { get; }

    public static void Register(ModuleHandlers<DeviceServicesModule> handlers)
    {
        handlers.Query(BasicConnect.DeviceServices, static (module, transaction, _) => module.Table.Answer(transaction));
        handlers.Set(Dss.Connect, static (module, transaction, request) => module.Connect(transaction, request));
    }

    internal override void RegisterOwn(ServiceDispatcher handlers)
    {
        if (Table.ModemLog is { } log)
        {
            handlers.OnQuery(MsBasicConnectExtensions.ModemLoggingConfig, (transaction, _) => transaction.Complete(log.Config));
            handlers.OnSet(MsBasicConnectExtensions.ModemLoggingConfig, (transaction, request) =>
            {
                log.Configure(transaction, request);
                _modem.Flush();
            });
            log.Configured = config => _modem.Notify(MsBasicConnectExtensions.ModemLoggingConfig, config);
        }

        foreach (var service in Table.All)
        {
            foreach (var cid in service.Profile.Cids)
            {
                Register(handlers, service, cid, MbimCommandType.Query);
                Register(handlers, service, cid, MbimCommandType.Set);
            }
        }
    }

    public override void Start() => Table.PowerOn();

    public override void Restart(ModemReset reset)
    {
        if (reset == ModemReset.Power)
        {
            Sessions.Clear();
            Table.PowerOn();
        }

        Table.Reset(reset);
    }

    public override void FunctionClosed() => Sessions.Clear();

    private void Register(ServiceDispatcher handlers, DeviceService service, uint cid, MbimCommandType commandType)
    {
        var builtIn = handlers.StandBefore(service.Profile.Id, cid, commandType, (transaction, informationBuffer) =>
        {
            service.Command(transaction, cid, commandType, informationBuffer);
            _modem.Flush();
        });
        if (builtIn is not null)
        {
            service.StandBefore(cid, commandType, builtIn);
        }
    }

    private void Connect(Transaction transaction, SetDssConnect request)
    {
        if (request.DssSessionId > DeviceServiceSessions.MaxSessionId || !Enum.IsDefined(request.DssLinkState))
        {
            transaction.Fail(MbimStatus.InvalidParameters);
        }
        else if (Table.Find(request.DeviceServiceId) is not { } service)
        {
            transaction.Fail(MbimStatus.NoDeviceSupport);
        }
        else if (!service.HasStreams)
        {
            transaction.Fail(MbimStatus.InvalidDeviceServiceOperation);
        }
        else if (request.DssLinkState == DssLinkState.Activate)
        {
            Sessions.Activate(service, (byte)request.DssSessionId, transaction);
        }
        else
        {
            Sessions.Deactivate(service, (byte)request.DssSessionId, transaction);
        }
    }
}
