namespace MbimEmulator.Card;

/// <summary>Status words of a UICC, SW1 in the high byte (ETSI TS 102 221, 10.2; 3GPP TS 31.102, 7.3).</summary>
internal enum StatusWord : ushort
{
    /// <summary>Normal ending.</summary>
    Success = 0x9000,

    /// <summary>Normal ending, and so many bytes of a proactive command wait for FETCH.</summary>
    ProactiveCommand = 0x9100,

    /// <summary>So many bytes wait for GET RESPONSE; 00 for 256.</summary>
    ResponseWaits = 0x6100,

    /// <summary>The selected file is deactivated.</summary>
    SelectedFileInvalidated = 0x6283,

    /// <summary>Verification failed; the low four bits say how many attempts are left.</summary>
    AttemptsLeft = 0x63C0,

    /// <summary>Wrong length.</summary>
    WrongLength = 0x6700,

    /// <summary>The logical channel is not open.</summary>
    LogicalChannelNotSupported = 0x6881,

    /// <summary>Secure messaging is not supported.</summary>
    SecureMessagingNotSupported = 0x6882,

    /// <summary>The command does not fit the structure of the file.</summary>
    IncompatibleFileStructure = 0x6981,

    /// <summary>The access condition is not fulfilled.</summary>
    SecurityStatusNotSatisfied = 0x6982,

    /// <summary>The PIN or its PUK is blocked.</summary>
    AuthenticationBlocked = 0x6983,

    /// <summary>The PIN is disabled, or the file is deactivated.</summary>
    ReferencedDataInvalidated = 0x6984,

    /// <summary>The conditions of use are not satisfied.</summary>
    ConditionsNotSatisfied = 0x6985,

    /// <summary>No elementary file is selected.</summary>
    NoFileSelected = 0x6986,

    /// <summary>The data field is wrong.</summary>
    WrongData = 0x6A80,

    /// <summary>The function is not supported: no logical channel is left.</summary>
    FunctionNotSupported = 0x6A81,

    /// <summary>There is no such file or application.</summary>
    FileNotFound = 0x6A82,

    /// <summary>There is no such record, or none that fits.</summary>
    RecordNotFound = 0x6A83,

    /// <summary>P1 or P2 are wrong.</summary>
    WrongParameters = 0x6A86,

    /// <summary>The length does not fit P1 and P2.</summary>
    LengthInconsistent = 0x6A87,

    /// <summary>There is no such PIN.</summary>
    ReferencedDataNotFound = 0x6A88,

    /// <summary>The offset is outside of the file.</summary>
    WrongOffset = 0x6B00,

    /// <summary>The expected length is wrong; the low byte is the right one.</summary>
    RightLength = 0x6C00,

    /// <summary>There is no such instruction.</summary>
    InstructionNotSupported = 0x6D00,

    /// <summary>There is no such class, or not with this instruction.</summary>
    ClassNotSupported = 0x6E00,

    /// <summary>INCREASE would exceed the highest value.</summary>
    MaxValueReached = 0x9850,

    /// <summary>AUTHENTICATE: the MAC of AUTN is wrong.</summary>
    IncorrectMac = 0x9862,

    /// <summary>AUTHENTICATE: the security context is not supported.</summary>
    SecurityContextNotSupported = 0x9864,
}
