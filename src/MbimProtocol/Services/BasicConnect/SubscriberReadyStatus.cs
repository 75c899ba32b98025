using MbimProtocol.Encoding;

namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_SUBSCRIBER_READY_INFO, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.SubscriberReadyStatus, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
public sealed partial record SubscriberReadyInfo
{
    public SubscriberReadyState ReadyState { get; init; }

    [Since(MbimExVersion.V3)]
    public SubscriberReadyStatusFlags Flags { get; init; }

    /// <summary>IMSI, at most 15 digits.</summary>
    [PersonalInformation]
    public string SubscriberId { get; init; } = "";

    /// <summary>ICCID, at most 20 digits.</summary>
    [PersonalInformation]
    public string SimIccId { get; init; } = "";

    public ReadyInfo ReadyInfo { get; init; }

    [CountOf(nameof(TelephoneNumbers))]
    public partial uint TelephoneNumbersCount { get; }

    [PersonalInformation]
    public MbimArray<string> TelephoneNumbers { get; init; }
}

/// <summary>MBIM_READY_INFO_FLAG.</summary>
[Flags]
public enum ReadyInfo : uint
{
    None = 0,
    ProtectUniqueId = 0x1,
}

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

/// <summary>MBIM_SUBSCRIBER_READY_STATUS_FLAG.</summary>
[Flags]
public enum SubscriberReadyStatusFlags : uint
{
    None = 0,
    Esim = 0x1,
    SimRemovabilityKnown = 0x2,
    SimRemovable = 0x4,
}
