namespace MbimProtocol.Services.MobileBroadbandCalls;

/// <summary>
/// The HRESULTs of mbnapi's device services. Win32 errors stand under their own names; on the wire they are HRESULT_FROM_WIN32 of them.
/// <see cref="HResults"/> has the symbolic names.
/// </summary>
public enum HResult : uint
{
    /// <summary>S_OK: The call was accepted, or the operation succeeded.</summary>
    Ok = 0x00000000,

    /// <summary>E_PENDING: The device services are still being discovered; call again later.</summary>
    Pending = 0x8000000A,

    /// <summary>E_POINTER: A pointer that must not be null is null.</summary>
    Pointer = 0x80004003,

    /// <summary>E_ACCESSDENIED: The caller's privileges do not permit the call.</summary>
    AccessDenied = 0x80070005,

    /// <summary>E_OUTOFMEMORY: There is no memory, or no room, for another object.</summary>
    OutOfMemory = 0x8007000E,

    /// <summary>ERROR_NOT_SUPPORTED: The modem offers no device services, or the service does not have what was asked for.</summary>
    NotSupported = 0x80070032,

    /// <summary>ERROR_TOO_MANY_SESS: The device service, or the modem, has as many data sessions as it supports.</summary>
    TooManySessions = 0x80070045,

    /// <summary>ERROR_OPEN_FAILED: The session that the call needs is not open.</summary>
    OpenFailed = 0x8007006E,

    /// <summary>ERROR_BUFFER_OVERFLOW: The data are longer than MaxDataSize or MaxCommandSize.</summary>
    BufferOverflow = 0x8007006F,

    /// <summary>ERROR_NOT_FOUND: There is no such network interface, or its modem is gone.</summary>
    NotFound = 0x80070490,

    /// <summary>E_INVALIDARG: A parameter is malformed, such as a GUID or a handle.</summary>
    InvalidArgument = 0x80070057,

    /// <summary>ERROR_BUSY: The device is busy.</summary>
    Busy = 0x800700AA,

    /// <summary>ERROR_NOT_READY: The host sleeps, or the modem is being reset.</summary>
    NotReady = 0x80070015,

    /// <summary>E_FAIL: Something else went wrong.</summary>
    Fail = 0x80004005,

    /// <summary>RPC_E_DISCONNECTED: The connection to the Mobile Broadband service is lost; start again from the manager.</summary>
    Disconnected = 0x80010108,

    /// <summary>E_MBN_CONTEXT_NOT_ACTIVATED.</summary>
    MbnContextNotActivated = 0x80548201,

    /// <summary>E_MBN_BAD_SIM.</summary>
    MbnBadSim = 0x80548202,

    /// <summary>E_MBN_DATA_CLASS_NOT_AVAILABLE.</summary>
    MbnDataClassNotAvailable = 0x80548203,

    /// <summary>E_MBN_INVALID_ACCESS_STRING.</summary>
    MbnInvalidAccessString = 0x80548204,

    /// <summary>E_MBN_MAX_ACTIVATED_CONTEXTS.</summary>
    MbnMaxActivatedContexts = 0x80548205,

    /// <summary>E_MBN_PACKET_SVC_DETACHED.</summary>
    MbnPacketServiceDetached = 0x80548206,

    /// <summary>E_MBN_PROVIDER_NOT_VISIBLE.</summary>
    MbnProviderNotVisible = 0x80548207,

    /// <summary>E_MBN_RADIO_POWER_OFF.</summary>
    MbnRadioPowerOff = 0x80548208,

    /// <summary>E_MBN_SERVICE_NOT_ACTIVATED.</summary>
    MbnServiceNotActivated = 0x80548209,

    /// <summary>E_MBN_SIM_NOT_INSERTED.</summary>
    MbnSimNotInserted = 0x8054820A,

    /// <summary>E_MBN_VOICE_CALL_IN_PROGRESS.</summary>
    MbnVoiceCallInProgress = 0x8054820B,

    /// <summary>E_MBN_INVALID_CACHE.</summary>
    MbnInvalidCache = 0x8054820C,

    /// <summary>E_MBN_NOT_REGISTERED.</summary>
    MbnNotRegistered = 0x8054820D,

    /// <summary>E_MBN_PROVIDERS_NOT_FOUND.</summary>
    MbnProvidersNotFound = 0x8054820E,

    /// <summary>E_MBN_PIN_NOT_SUPPORTED.</summary>
    MbnPinNotSupported = 0x8054820F,

    /// <summary>E_MBN_PIN_REQUIRED.</summary>
    MbnPinRequired = 0x80548210,

    /// <summary>E_MBN_PIN_DISABLED.</summary>
    MbnPinDisabled = 0x80548211,

    /// <summary>E_MBN_FAILURE.</summary>
    MbnFailure = 0x80548212,

    /// <summary>E_MBN_INVALID_PROFILE.</summary>
    MbnInvalidProfile = 0x80548218,

    /// <summary>E_MBN_DEFAULT_PROFILE_EXIST.</summary>
    MbnDefaultProfileExist = 0x80548219,

    /// <summary>E_MBN_SMS_ENCODING_NOT_SUPPORTED.</summary>
    MbnSmsEncodingNotSupported = 0x80548220,

    /// <summary>E_MBN_SMS_FILTER_NOT_SUPPORTED.</summary>
    MbnSmsFilterNotSupported = 0x80548221,

    /// <summary>E_MBN_SMS_INVALID_MEMORY_INDEX.</summary>
    MbnSmsInvalidMemoryIndex = 0x80548222,

    /// <summary>E_MBN_SMS_LANG_NOT_SUPPORTED.</summary>
    MbnSmsLangNotSupported = 0x80548223,

    /// <summary>E_MBN_SMS_MEMORY_FAILURE.</summary>
    MbnSmsMemoryFailure = 0x80548224,

    /// <summary>E_MBN_SMS_NETWORK_TIMEOUT.</summary>
    MbnSmsNetworkTimeout = 0x80548225,

    /// <summary>E_MBN_SMS_UNKNOWN_SMSC_ADDRESS.</summary>
    MbnSmsUnknownSmscAddress = 0x80548226,

    /// <summary>E_MBN_SMS_FORMAT_NOT_SUPPORTED.</summary>
    MbnSmsFormatNotSupported = 0x80548227,

    /// <summary>E_MBN_SMS_OPERATION_NOT_ALLOWED.</summary>
    MbnSmsOperationNotAllowed = 0x80548228,

    /// <summary>E_MBN_SMS_MEMORY_FULL.</summary>
    MbnSmsMemoryFull = 0x80548229,
}
