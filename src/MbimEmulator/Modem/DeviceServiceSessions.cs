using MbimProtocol.Messages;
using MbimProtocol.Services;

namespace MbimEmulator.Modem;

/// <summary>The open device service streams (DSS sessions) and their limits.</summary>
internal sealed class DeviceServiceSessions(ModemProfile profile)
{
    /// <summary>The highest session id that the data plane can carry.</summary>
    public const uint MaxSessionId = byte.MaxValue;

    private readonly SortedDictionary<uint, Guid> _sessions = [];

    /// <summary>The service of each open session.</summary>
    public IReadOnlyDictionary<uint, Guid> Open => _sessions;

    public MbimStatus Activate(Guid service, uint sessionId)
    {
        var found = profile.DeviceServices.FirstOrDefault(candidate => candidate.Id == service);
        if (found is null)
        {
            return MbimStatus.NoDeviceSupport;
        }

        if (!found.HostToDevice && !found.DeviceToHost)
        {
            return MbimStatus.InvalidDeviceServiceOperation;
        }

        if (_sessions.ContainsKey(sessionId))
        {
            return MbimStatus.InvalidParameters;
        }

        if (_sessions.Count >= profile.MaxDssSessions || _sessions.Values.Count(open => open == service) >= found.MaxDssInstances)
        {
            return MbimStatus.DssInstanceLimit;
        }

        _sessions.Add(sessionId, service);
        return MbimStatus.Success;
    }

    public MbimStatus Deactivate(Guid service, uint sessionId)
    {
        if (!_sessions.TryGetValue(sessionId, out var open) || open != service)
        {
            return MbimStatus.InvalidParameters;
        }

        _sessions.Remove(sessionId);
        return MbimStatus.Success;
    }

    public void Clear() => _sessions.Clear();

    /// <summary>What DEVICE_SERVICES answers: the standard services with the CIDs that are handled, then the profile's own.</summary>
    public DeviceServicesInfo Describe()
    {
        DeviceServiceElement[] standard = [Standard(BasicConnect.Service), Standard(Dss.Service), Standard(MsBasicConnectExtensions.Service)];
        return new DeviceServicesInfo
        {
            MaxDssSessions = (uint)profile.MaxDssSessions,
            DeviceServices = [.. standard, .. profile.DeviceServices.Select(Own)],
        };

        static DeviceServiceElement Standard(MbimService service) =>
            new() { DeviceServiceId = service.Id, Cids = [.. service.Cids.Select(cid => cid.Number).Order()] };

        static DeviceServiceElement Own(DeviceServiceProfile service) => new()
        {
            DeviceServiceId = service.Id,
            DssPayload = (service.HostToDevice ? DssPayload.HostToDevice : 0) | (service.DeviceToHost ? DssPayload.DeviceToHost : 0),
            MaxDssInstances = (uint)service.MaxDssInstances,
            Cids = service.Cids,
        };
    }
}
