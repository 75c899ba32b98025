using MbimEmulator.Function;
using MbimEmulator.Modem.Core;
using MbimEmulator.Profiles;
using MbimEmulator.Time;
using MbimProtocol.Encoding;
using MbimProtocol.Server;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Modem.DeviceServices;

/// <summary>The modem's own device services, and what DEVICE_SERVICES answers.</summary>
internal sealed class DeviceServiceTable
{
    private readonly ModuleContext _modem;
    private readonly List<Transaction> _waiting = [];
    private (Guid Service, uint Cid)[] _announced = [];
    private ServiceDispatcher? _handlers;
    private DeviceServicesInfo? _info;
    private ModemTimer? _probing;

    public DeviceServiceTable(ModuleContext modem, IReadOnlyList<DeviceService> services)
    {
        _modem = modem;
        All = services;
    }

    public IReadOnlyList<DeviceService> All { get; }

    /// <summary>The modem's log, if the profile has one; MODEM_LOGGING_CONFIG is there with it alone.</summary>
    public ModemLogBehaviour? ModemLog => All.Select(service => service.Behaviour).OfType<ModemLogBehaviour>().FirstOrDefault();

    public DeviceService? Find(Guid id) => All.FirstOrDefault(service => service.Profile.Id == id);

    /// <summary>The CIDs of a service as DEVICE_SERVICES has them; null when it does not list it.</summary>
    public MbimArray<uint>? FindCids(Guid id)
    {
        foreach (ref readonly var service in Info.DeviceServices.AsSpan())
        {
            if (service.DeviceServiceId == id)
            {
                return service.Cids;
            }
        }

        return null;
    }

    /// <summary>All handlers are there.</summary>
    /// <param name="handlers">Of a standard service, the CIDs that have one are listed.</param>
    /// <param name="own">The CIDs of modules beside the built-in ones: their services are listed too.</param>
    public void Announce(ServiceDispatcher handlers, IEnumerable<(Guid Service, uint Cid)> own) => (_handlers, _announced) = (handlers, [.. own]);

    /// <summary>The modem has power: it looks for its services for a while.</summary>
    public void PowerOn()
    {
        _probing?.Cancel();
        var time = _modem.Profile.DeviceServices.Probing;
        _probing = time == TimeSpan.Zero ? null : _modem.Take(time, EndProbing);
    }

    /// <summary>Answers DEVICE_SERVICES, once the services are known.</summary>
    public void Answer(Transaction transaction)
    {
        if (_probing is null)
        {
            transaction.Complete(Info);
        }
        else
        {
            _waiting.Add(transaction);
        }
    }

    public void Reset(ModemReset reset)
    {
        foreach (var service in All)
        {
            service.Reset(reset);
        }
    }

    private void EndProbing()
    {
        _probing = null;
        foreach (var transaction in _waiting)
        {
            transaction.Complete(Info);
        }

        _waiting.Clear();
    }

    private DeviceServicesInfo Info => _info ??= Describe(_modem.Profile);

    /// <summary>The standard services with the CIDs that are handled, then the profile's own, then those that were announced.</summary>
    private DeviceServicesInfo Describe(ModemProfile profile)
    {
        // A service of the profile in front of a built-in one is the same service to the host.
        DeviceServiceElement[] standard = [.. MbimServices.All.Where(IsHandled).Select(Standard)];
        DeviceServiceElement[] known = [.. standard, .. All.Where(service => !service.Profile.IsBuiltIn).Select(service => Own(service.Profile))];
        var announced = _announced.GroupBy(cid => cid.Service, cid => cid.Cid)
            .Where(service => !Array.Exists(known, element => element.DeviceServiceId == service.Key))
            .Select(service => new DeviceServiceElement { DeviceServiceId = service.Key, Cids = [.. service.Order()] });
        return new DeviceServicesInfo { MaxDssSessions = (uint)profile.MaxDssSessions, DeviceServices = [.. known, .. announced] };

        // By a module of the modem; what others have registered is announced by themselves.
        bool IsHandled(MbimService service) =>
            MbimServices.IsBuiltIn(service.Id) && service.Cids.Any(cid => _handlers!.Handles(cid) && !_announced.Contains((cid.Service, cid.Number)));

        DeviceServiceElement Standard(MbimService service)
        {
            var element = Find(service.Id) is { } before ? Own(before.Profile) : new DeviceServiceElement { DeviceServiceId = service.Id };
            var handled = service.Cids.Where(_handlers!.Handles).Select(cid => cid.Number);
            return element with { Cids = [.. handled.Union(element.Cids).Order()] };
        }

        static DeviceServiceElement Own(DeviceServiceProfile service) => new()
        {
            DeviceServiceId = service.Id,
            DssPayload = (service.HostToDevice ? DssPayload.HostToDevice : 0) | (service.DeviceToHost ? DssPayload.DeviceToHost : 0),
            MaxDssInstances = (uint)service.MaxDssInstances,
            Cids = service.Cids,
        };
    }
}
