using MbimProtocol.Messages;
using MbimProtocol.Services.MobileBroadbandCalls;

namespace MbimEmulator.MbnService;

/// <summary>
/// What Windows makes of a modem's status: MBIM status to WWAN status as its class driver has it, and that to an HRESULT. What has no HRESULT of
/// its own is E_MBN_FAILURE.
/// </summary>
internal static class StatusMap
{
    public static HResult ToHResult(MbimStatus status) => status switch
    {
        MbimStatus.Success => HResult.Ok,
        MbimStatus.Busy => HResult.Busy,
        MbimStatus.SimNotInserted => HResult.MbnSimNotInserted,
        MbimStatus.BadSim => HResult.MbnBadSim,
        MbimStatus.PinRequired => HResult.MbnPinRequired,
        MbimStatus.PinDisabled => HResult.MbnPinDisabled,
        MbimStatus.NotRegistered => HResult.MbnNotRegistered,
        MbimStatus.ProvidersNotFound => HResult.MbnProvidersNotFound,
        MbimStatus.NoDeviceSupport or MbimStatus.OperationNotAllowed => HResult.NotSupported,
        MbimStatus.ProviderNotVisible => HResult.MbnProviderNotVisible,
        MbimStatus.DataClassNotAvailable => HResult.MbnDataClassNotAvailable,
        MbimStatus.PacketServiceDetached => HResult.MbnPacketServiceDetached,
        MbimStatus.MaxActivatedContexts => HResult.MbnMaxActivatedContexts,
        MbimStatus.NotInitialized => HResult.NotReady,
        MbimStatus.VoiceCallInProgress => HResult.MbnVoiceCallInProgress,
        MbimStatus.ContextNotActivated => HResult.MbnContextNotActivated,
        MbimStatus.ServiceNotActivated => HResult.MbnServiceNotActivated,
        MbimStatus.InvalidAccessString => HResult.MbnInvalidAccessString,
        MbimStatus.RadioPowerOff => HResult.MbnRadioPowerOff,
        MbimStatus.InvalidParameters => HResult.InvalidArgument,
        MbimStatus.MemoryFailure => HResult.MbnSmsMemoryFailure,
        MbimStatus.InvalidMemoryIndex => HResult.MbnSmsInvalidMemoryIndex,
        MbimStatus.MemoryFull => HResult.MbnSmsMemoryFull,
        MbimStatus.FilterNotSupported => HResult.MbnSmsFilterNotSupported,
        MbimStatus.SmsUnknownSmscAddress => HResult.MbnSmsUnknownSmscAddress,
        MbimStatus.SmsNetworkTimeout => HResult.MbnSmsNetworkTimeout,
        MbimStatus.SmsLangNotSupported => HResult.MbnSmsLangNotSupported,
        MbimStatus.SmsEncodingNotSupported => HResult.MbnSmsEncodingNotSupported,
        MbimStatus.SmsFormatNotSupported => HResult.MbnSmsFormatNotSupported,
        _ => HResult.MbnFailure,
    };
}
