using MbimEmulator.Patterns;
using MbimProtocol.Services.BasicConnectService;

namespace MbimEmulator.Scenarios;

/// <summary>The host asks for notifications with DEVICE_SERVICE_SUBSCRIBE_LIST.</summary>
/// <param name="Service">The service that is in the list; null for any list.</param>
/// <param name="Cid">The CID that is in the list; null for any.</param>
public sealed record SubscriptionTrigger(Guid? Service, uint? Cid) : Trigger, ITriggeredBy<DeviceServiceSubscribeList>
{
    internal static TriggerKind FileKind { get; } = TriggerKind.Of(
        "subscribe", "The host subscribes to notifications: DEVICE_SERVICE_SUBSCRIBE_LIST contains this CID or service.",
        CidNames.Reference, cid => new SubscriptionTrigger(cid.Service, cid.Cid));

    bool ITriggeredBy<DeviceServiceSubscribeList>.IsSetOffBy(in DeviceServiceSubscribeList happening) =>
        Service is null || happening.Events.Any(entry => entry.DeviceServiceId == Service && (Cid is null || entry.Cids.Count == 0 || entry.Cids.Contains(Cid.Value)));
}
