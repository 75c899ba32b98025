using MbimProtocol.Services.BasicConnectService;
using MbimProtocol.Services.DssService;

namespace MbimEmulator.Function;

/// <summary>
/// Which notifications the host wants: the standard ones, which are those of the services of MBIM 1.0, or exactly what it last set with
/// DEVICE_SERVICE_SUBSCRIBE_LIST.
/// </summary>
internal sealed class SubscriptionList
{
    private static readonly HashSet<Guid> StandardServices =
    [
        BasicConnect.Id,
        new("533fbeeb-14fe-4467-9f90-33a223e56c3f"), // SMS
        new("e550a0c8-5e82-479e-82f7-10abf4c3351f"), // USSD
        new("4bf38476-1e6a-41db-b1d8-bed289c25bdb"), // Phonebook
        new("d8f20131-fcb5-4e17-8602-d6ed3816164c"), // STK
        new("1d2b5ff7-0aa1-48b2-aa52-50f15767174e"), // Authentication
        Dss.Id,
    ];

    private DeviceServiceSubscribeList? _list;

    /// <summary>The host's own list from now on.</summary>
    public void Replace(DeviceServiceSubscribeList list) => _list = list;

    /// <summary>The standard notifications again.</summary>
    public void Reset() => _list = null;

    /// <summary>Whether the host wants the notifications of a CID.</summary>
    public bool Contains(Guid service, uint cid)
    {
        if (_list is null)
        {
            return StandardServices.Contains(service);
        }

        foreach (ref readonly var entry in _list.Events.AsSpan())
        {
            if (entry.DeviceServiceId == service && (entry.Cids.Count == 0 || entry.Cids.AsSpan().Contains(cid)))
            {
                return true;
            }
        }

        return false;
    }
}
