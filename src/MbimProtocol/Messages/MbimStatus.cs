namespace MbimProtocol.Messages;

/// <summary>The Status of MBIM_COMMAND_DONE, OPEN_DONE and CLOSE_DONE (MBIM 1.0, 9.4.5). 0x80000000 and up belong to device services.</summary>
public enum MbimStatus : uint
{
    /// <summary>MBIM_STATUS_SUCCESS.</summary>
    Success = 0,

    /// <summary>MBIM_STATUS_BUSY.</summary>
    Busy = 1,

    /// <summary>MBIM_STATUS_FAILURE.</summary>
    Failure = 2,

    /// <summary>MBIM_STATUS_SIM_NOT_INSERTED.</summary>
    SimNotInserted = 3,

    /// <summary>MBIM_STATUS_BAD_SIM.</summary>
    BadSim = 4,

    /// <summary>MBIM_STATUS_PIN_REQUIRED.</summary>
    PinRequired = 5,

    /// <summary>MBIM_STATUS_PIN_DISABLED.</summary>
    PinDisabled = 6,

    /// <summary>MBIM_STATUS_NOT_REGISTERED.</summary>
    NotRegistered = 7,

    /// <summary>MBIM_STATUS_PROVIDERS_NOT_FOUND.</summary>
    ProvidersNotFound = 8,

    /// <summary>MBIM_STATUS_NO_DEVICE_SUPPORT.</summary>
    NoDeviceSupport = 9,

    /// <summary>MBIM_STATUS_PROVIDER_NOT_VISIBLE.</summary>
    ProviderNotVisible = 10,

    /// <summary>MBIM_STATUS_DATA_CLASS_NOT_AVAILABLE.</summary>
    DataClassNotAvailable = 11,

    /// <summary>MBIM_STATUS_PACKET_SERVICE_DETACHED.</summary>
    PacketServiceDetached = 12,

    /// <summary>MBIM_STATUS_MAX_ACTIVATED_CONTEXTS.</summary>
    MaxActivatedContexts = 13,

    /// <summary>MBIM_STATUS_NOT_INITIALIZED.</summary>
    NotInitialized = 14,

    /// <summary>MBIM_STATUS_VOICE_CALL_IN_PROGRESS.</summary>
    VoiceCallInProgress = 15,

    /// <summary>MBIM_STATUS_CONTEXT_NOT_ACTIVATED.</summary>
    ContextNotActivated = 16,

    /// <summary>MBIM_STATUS_SERVICE_NOT_ACTIVATED.</summary>
    ServiceNotActivated = 17,

    /// <summary>MBIM_STATUS_INVALID_ACCESS_STRING.</summary>
    InvalidAccessString = 18,

    /// <summary>MBIM_STATUS_INVALID_USER_NAME_PWD.</summary>
    InvalidUserNamePwd = 19,

    /// <summary>MBIM_STATUS_RADIO_POWER_OFF.</summary>
    RadioPowerOff = 20,

    /// <summary>MBIM_STATUS_INVALID_PARAMETERS.</summary>
    InvalidParameters = 21,

    /// <summary>MBIM_STATUS_READ_FAILURE.</summary>
    ReadFailure = 22,

    /// <summary>MBIM_STATUS_WRITE_FAILURE.</summary>
    WriteFailure = 23,

    /// <summary>MBIM_STATUS_RESERVED_24 (reserved in 1.0; Microsoft use).</summary>
    MsDeniedPolicy = 24,

    /// <summary>MBIM_STATUS_NO_PHONEBOOK.</summary>
    NoPhonebook = 25,

    /// <summary>MBIM_STATUS_PARAMETER_TOO_LONG.</summary>
    ParameterTooLong = 26,

    /// <summary>MBIM_STATUS_STK_BUSY.</summary>
    StkBusy = 27,

    /// <summary>MBIM_STATUS_OPERATION_NOT_ALLOWED.</summary>
    OperationNotAllowed = 28,

    /// <summary>MBIM_STATUS_MEMORY_FAILURE.</summary>
    MemoryFailure = 29,

    /// <summary>MBIM_STATUS_INVALID_MEMORY_INDEX.</summary>
    InvalidMemoryIndex = 30,

    /// <summary>MBIM_STATUS_MEMORY_FULL.</summary>
    MemoryFull = 31,

    /// <summary>MBIM_STATUS_FILTER_NOT_SUPPORTED.</summary>
    FilterNotSupported = 32,

    /// <summary>MBIM_STATUS_DSS_INSTANCE_LIMIT.</summary>
    DssInstanceLimit = 33,

    /// <summary>MBIM_STATUS_INVALID_DEVICE_SERVICE_OPERATION.</summary>
    InvalidDeviceServiceOperation = 34,

    /// <summary>MBIM_STATUS_AUTH_INCORRECT_AUTN.</summary>
    AuthIncorrectAutn = 35,

    /// <summary>MBIM_STATUS_AUTH_SYNC_FAILURE.</summary>
    AuthSyncFailure = 36,

    /// <summary>MBIM_STATUS_AUTH_AMF_NOT_SET.</summary>
    AuthAmfNotSet = 37,

    /// <summary>MBIM_STATUS_CONTEXT_NOT_SUPPORTED.</summary>
    ContextNotSupported = 38,

    /// <summary>MBIM_STATUS_MS_SHAREABILITY_CONDITION_ERROR (Microsoft extension).</summary>
    MsShareabilityConditionError = 39,

    /// <summary>MBIM_STATUS_MS_PIN_FAILURE (Microsoft extension).</summary>
    MsPinFailure = 40,

    /// <summary>MBIM_STATUS_MS_NO_LTE_ATTACH_CONFIG (Microsoft extension).</summary>
    MsNoLteAttachConfig = 41,

    /// <summary>MBIM_STATUS_MS_SESSION_ALREADY_EXISTS (Microsoft extension).</summary>
    MsSessionAlreadyExists = 42,

    /// <summary>MBIM_STATUS_SMS_UNKNOWN_SMSC_ADDRESS.</summary>
    SmsUnknownSmscAddress = 100,

    /// <summary>MBIM_STATUS_SMS_NETWORK_TIMEOUT.</summary>
    SmsNetworkTimeout = 101,

    /// <summary>MBIM_STATUS_SMS_LANG_NOT_SUPPORTED.</summary>
    SmsLangNotSupported = 102,

    /// <summary>MBIM_STATUS_SMS_ENCODING_NOT_SUPPORTED.</summary>
    SmsEncodingNotSupported = 103,

    /// <summary>MBIM_STATUS_SMS_FORMAT_NOT_SUPPORTED.</summary>
    SmsFormatNotSupported = 104,

    /// <summary>MBIM_STATUS_MS_SMS_MORE_DATA (Microsoft extension).</summary>
    MsSmsMoreData = 105,

    /// <summary>MBIM_STATUS_MSv4_MATCHING_PDU_SESSION_FOUND (Microsoft extension).</summary>
    MsMatchingPduSessionFound = 200,

    /// <summary>MBIM_STATUS_MSv4_DISSOCIATION_NEEDED_FOR_APPLICATION (Microsoft extension).</summary>
    MsDissociationNeededForApplication = 201,

    /// <summary>MBIM_STATUS_MSv4_INVALID_SLOT (Microsoft extension).</summary>
    MsInvalidSlot = 202,

    /// <summary>MBIM_STATUS_MSv4_NO_MATCHING_URSP_RULE (Microsoft extension).</summary>
    MsNoMatchingUrspRule = 203,

    /// <summary>MBIM_STATUS_MSv4_NO_DEFAULT_URSP_RULE (Microsoft extension).</summary>
    MsNoDefaultUrspRule = 204,

    /// <summary>MBIM_STATUS_MS_UICC_NO_LOGICAL_CHANNELS (Microsoft extension).</summary>
    MsUiccNoLogicalChannels = 0x87430001,

    /// <summary>MBIM_STATUS_MS_UICC_SELECT_FAILED (Microsoft extension).</summary>
    MsUiccSelectFailed = 0x87430002,

    /// <summary>MBIM_STATUS_MS_UICC_INVALID_LOGICAL_CHANNEL (Microsoft extension).</summary>
    MsUiccInvalidLogicalChannel = 0x87430003,
}
