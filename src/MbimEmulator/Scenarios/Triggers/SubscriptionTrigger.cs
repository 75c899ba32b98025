namespace MbimEmulator.Scenarios;

/// <summary>The host asks for notifications with DEVICE_SERVICE_SUBSCRIBE_LIST.</summary>
/// <param name="Service">The service that is in the list; null for any list.</param>
/// <param name="Cid">The CID that is in the list; null for any.</param>
public sealed record SubscriptionTrigger(Guid? Service, uint? Cid) : Trigger;
