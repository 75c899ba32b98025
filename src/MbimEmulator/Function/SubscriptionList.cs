using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Function;

/// <summary>
/// Which notifications the host wants: the standard ones, which are those of the services of MBIM 1.0, or exactly what it last set with
/// DEVICE_SERVICE_SUBSCRIBE_LIST.
/// </summary>
internal sealed class SubscriptionList
{
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
            return MbimServices.FindKnown(service) is { IsStandard: true };
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
