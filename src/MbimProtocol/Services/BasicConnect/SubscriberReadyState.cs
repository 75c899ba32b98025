namespace MbimProtocol.Services;

/// <summary>MBIM_SUBSCRIBER_READY_STATE.</summary>
public enum SubscriberReadyState : uint
{
    NotInitialized = 0,
    Initialized = 1,
    SimNotInserted = 2,
    BadSim = 3,
    Failure = 4,
    NotActivated = 5,
    DeviceLocked = 6,
    NoEsimProfile = 7,
}
