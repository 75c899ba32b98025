using MbimProtocol.Messages;

namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>Names of HRESULTs.</summary>
public static class HResults
{
    /// <summary>Whether the value is a failure: its highest bit is set.</summary>
    public static bool IsFailure(this HResult value) => (uint)value >= 0x80000000;

    /// <summary>What an application gets for the Status of a return: the HRESULT that it is, or the one that a status of the carrier stands for.</summary>
    public static HResult OfReturn(MbimStatus status) => status switch
    {
        MbimStatus.Success or >= (MbimStatus)0x80000000 => (HResult)status,
        MbimStatus.InvalidParameters => HResult.InvalidArgument,
        MbimStatus.NoDeviceSupport => HResult.NotSupported,
        MbimStatus.Busy => HResult.Busy,
        _ => HResult.Fail,
    };

    /// <summary>The symbolic name, such as ERROR_TOO_MANY_SESS, or the number when it has none here.</summary>
    public static string SymbolOf(HResult value) => value switch
    {
        HResult.Ok => "S_OK",
        HResult.Pending => "E_PENDING",
        HResult.Pointer => "E_POINTER",
        HResult.AccessDenied => "E_ACCESSDENIED",
        HResult.OutOfMemory => "E_OUTOFMEMORY",
        HResult.NotSupported => "ERROR_NOT_SUPPORTED",
        HResult.TooManySessions => "ERROR_TOO_MANY_SESS",
        HResult.OpenFailed => "ERROR_OPEN_FAILED",
        HResult.BufferOverflow => "ERROR_BUFFER_OVERFLOW",
        HResult.NotFound => "ERROR_NOT_FOUND",
        HResult.InvalidArgument => "E_INVALIDARG",
        HResult.Busy => "ERROR_BUSY",
        HResult.NotReady => "ERROR_NOT_READY",
        HResult.Fail => "E_FAIL",
        HResult.Disconnected => "RPC_E_DISCONNECTED",
        HResult.MbnContextNotActivated => "E_MBN_CONTEXT_NOT_ACTIVATED",
        HResult.MbnBadSim => "E_MBN_BAD_SIM",
        HResult.MbnDataClassNotAvailable => "E_MBN_DATA_CLASS_NOT_AVAILABLE",
        HResult.MbnInvalidAccessString => "E_MBN_INVALID_ACCESS_STRING",
        HResult.MbnMaxActivatedContexts => "E_MBN_MAX_ACTIVATED_CONTEXTS",
        HResult.MbnPacketServiceDetached => "E_MBN_PACKET_SVC_DETACHED",
        HResult.MbnProviderNotVisible => "E_MBN_PROVIDER_NOT_VISIBLE",
        HResult.MbnRadioPowerOff => "E_MBN_RADIO_POWER_OFF",
        HResult.MbnServiceNotActivated => "E_MBN_SERVICE_NOT_ACTIVATED",
        HResult.MbnSimNotInserted => "E_MBN_SIM_NOT_INSERTED",
        HResult.MbnVoiceCallInProgress => "E_MBN_VOICE_CALL_IN_PROGRESS",
        HResult.MbnInvalidCache => "E_MBN_INVALID_CACHE",
        HResult.MbnNotRegistered => "E_MBN_NOT_REGISTERED",
        HResult.MbnProvidersNotFound => "E_MBN_PROVIDERS_NOT_FOUND",
        HResult.MbnPinNotSupported => "E_MBN_PIN_NOT_SUPPORTED",
        HResult.MbnPinRequired => "E_MBN_PIN_REQUIRED",
        HResult.MbnPinDisabled => "E_MBN_PIN_DISABLED",
        HResult.MbnFailure => "E_MBN_FAILURE",
        HResult.MbnInvalidProfile => "E_MBN_INVALID_PROFILE",
        HResult.MbnDefaultProfileExist => "E_MBN_DEFAULT_PROFILE_EXIST",
        HResult.MbnSmsEncodingNotSupported => "E_MBN_SMS_ENCODING_NOT_SUPPORTED",
        HResult.MbnSmsFilterNotSupported => "E_MBN_SMS_FILTER_NOT_SUPPORTED",
        HResult.MbnSmsInvalidMemoryIndex => "E_MBN_SMS_INVALID_MEMORY_INDEX",
        HResult.MbnSmsLangNotSupported => "E_MBN_SMS_LANG_NOT_SUPPORTED",
        HResult.MbnSmsMemoryFailure => "E_MBN_SMS_MEMORY_FAILURE",
        HResult.MbnSmsNetworkTimeout => "E_MBN_SMS_NETWORK_TIMEOUT",
        HResult.MbnSmsUnknownSmscAddress => "E_MBN_SMS_UNKNOWN_SMSC_ADDRESS",
        HResult.MbnSmsFormatNotSupported => "E_MBN_SMS_FORMAT_NOT_SUPPORTED",
        HResult.MbnSmsOperationNotAllowed => "E_MBN_SMS_OPERATION_NOT_ALLOWED",
        HResult.MbnSmsMemoryFull => "E_MBN_SMS_MEMORY_FULL",
        _ => $"0x{(uint)value:X8}",
    };
}
