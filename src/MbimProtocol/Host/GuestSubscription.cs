using MbimProtocol.Encoding;
using MbimProtocol.Services.BasicConnectService;

namespace MbimProtocol.Host;

/// <summary>Which notifications one guest of a shared host wants: the standard list until it sets its own, which replaces everything.</summary>
internal sealed class GuestSubscription
{
    internal GuestSubscription(MbimArray<EventEntry> events) => Events = events;

    /// <summary>The guest's list in force.</summary>
    public MbimArray<EventEntry> Events { get; internal set; }

    /// <summary>Whether the guest wants the notifications of a CID. An entry without CIDs stands for all of its service.</summary>
    public bool Wants(Guid deviceServiceId, uint cid)
    {
        foreach (var entry in Events)
        {
            if (entry.DeviceServiceId == deviceServiceId && (entry.Cids.Count == 0 || entry.Cids.AsSpan().Contains(cid)))
            {
                return true;
            }
        }

        return false;
    }
}
