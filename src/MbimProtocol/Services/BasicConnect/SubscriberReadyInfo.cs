using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SUBSCRIBER_READY_INFO, MBIMEx 3.0.</summary>
[InformationBuffer(BasicConnectCid.SubscriberReadyStatus, BufferKind.Response | BufferKind.Notification, EmptyQuery = true)]
[Since(MbimExVersion.V3)]
public sealed partial record SubscriberReadyInfo
{
    public SubscriberReadyState ReadyState { get; init; }

    [WhenAbsent]
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
