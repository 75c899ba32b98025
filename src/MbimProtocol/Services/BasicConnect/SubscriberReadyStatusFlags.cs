namespace MbimProtocol.Services;

/// <summary>MBIM_SUBSCRIBER_READY_STATUS_FLAG.</summary>
[Flags]
public enum SubscriberReadyStatusFlags : uint
{
    None = 0,
    Esim = 0x1,
    SimRemovabilityKnown = 0x2,
    SimRemovable = 0x4,
}
