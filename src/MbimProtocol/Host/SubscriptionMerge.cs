using MbimProtocol.Encoding;
using MbimProtocol.Services;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Host;

/// <summary>
/// The subscriptions of the guests of one host, merged as mbim-proxy does: the function gets the standard list together with what the guests
/// ask of services outside of it. What a guest asks within the standard services decides only what it is shown itself. A guest that leaves
/// changes nothing at the function; its wishes fall away with the next change of another guest.
/// </summary>
internal sealed class SubscriptionMerge
{
    // Most hosts have no guests, and so no list.
    private static readonly Lazy<DeviceServiceSubscribeList> LazyStandard = new(static () => new DeviceServiceSubscribeList
    {
        Events = MbimServices.Known
            .Where(service => service.IsStandard && service.Notifications.Count > 0)
            .Select(service => new EventEntry { DeviceServiceId = service.Id, Cids = service.Notifications.Select(notification => notification.Cid).ToMbimArray() })
            .ToMbimArray(),
    });

    private readonly List<GuestSubscription> _guests = [];
    private DeviceServiceSubscribeList? _deviceList;

    /// <summary>What a function notifies of while nobody has set a list: every notification of MBIM 1.0's services. It is mbim-proxy's list too.</summary>
    public static DeviceServiceSubscribeList Standard => LazyStandard.Value;

    /// <summary>The list that the function has, as far as the host knows.</summary>
    public DeviceServiceSubscribeList DeviceList => _deviceList ?? Standard;

    /// <summary>A guest comes, with the standard list.</summary>
    public GuestSubscription Add()
    {
        var guest = new GuestSubscription(Standard.Events);
        _guests.Add(guest);
        return guest;
    }

    /// <summary>A guest leaves.</summary>
    public void Remove(GuestSubscription guest) => _guests.Remove(guest);

    /// <summary>A guest sets its list.</summary>
    /// <returns>Whether <see cref="DeviceList"/> changed, so that the function must be told.</returns>
    public bool Set(GuestSubscription guest, DeviceServiceSubscribeList list)
    {
        ArgumentNullException.ThrowIfNull(guest);
        ArgumentNullException.ThrowIfNull(list);
        guest.Events = list.Events;
        var merged = Merge();
        if (merged == DeviceList.Events)
        {
            return false;
        }

        _deviceList = new DeviceServiceSubscribeList { Events = merged };
        return true;
    }

    /// <summary>The function forgot its session: it and every guest have the standard list again.</summary>
    public void Reset()
    {
        _deviceList = null;
        foreach (var guest in _guests)
        {
            guest.Events = Standard.Events;
        }
    }

    private static bool IsStandard(Guid deviceServiceId)
    {
        foreach (var entry in Standard.Events)
        {
            if (entry.DeviceServiceId == deviceServiceId)
            {
                return true;
            }
        }

        return false;
    }

    private MbimArray<EventEntry> Merge()
    {
        // Sorted, so that equal wishes make equal lists whoever came first. A null set stands for all CIDs of the service.
        var services = new SortedDictionary<Guid, SortedSet<uint>?>();
        foreach (var guest in _guests)
        {
            foreach (var entry in guest.Events)
            {
                if (!IsStandard(entry.DeviceServiceId))
                {
                    Unite(services, entry);
                }
            }
        }

        var own = services.Select(service => new EventEntry { DeviceServiceId = service.Key, Cids = service.Value?.ToMbimArray() ?? [] });
        return Standard.Events.Concat(own).ToMbimArray();
    }

    private static void Unite(SortedDictionary<Guid, SortedSet<uint>?> services, EventEntry entry)
    {
        if (entry.Cids.Count == 0)
        {
            services[entry.DeviceServiceId] = null;
        }
        else if (!services.TryGetValue(entry.DeviceServiceId, out var cids))
        {
            services.Add(entry.DeviceServiceId, [.. entry.Cids.AsSpan()]);
        }
        else
        {
            cids?.UnionWith(entry.Cids);
        }
    }
}
