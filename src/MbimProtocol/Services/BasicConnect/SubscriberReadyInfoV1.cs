using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_SUBSCRIBER_READY_INFO, MBIM 1.0.</summary>
[OlderLayoutOf(typeof(SubscriberReadyInfo), MbimExVersion.V1)]
public readonly partial record struct SubscriberReadyInfoV1
{
    public SubscriberReadyState ReadyState { get; init; }

    /// <summary>IMSI, at most 15 digits.</summary>
    [PersonalInformation]
    public string SubscriberId { get; init; }

    /// <summary>ICCID, at most 20 digits.</summary>
    [PersonalInformation]
    public string SimIccId { get; init; }

    public ReadyInfo ReadyInfo { get; init; }

    [CountOf(nameof(TelephoneNumbers))]
    public partial uint TelephoneNumbersCount { get; }

    [PersonalInformation]
    public MbimArray<string> TelephoneNumbers { get; init; }
}
