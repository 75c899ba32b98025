using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_MS_UICC_APDU_INFO.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.Apdu, BufferKind.Response)]
public readonly partial record struct UiccApduInfo
{
    /// <summary>SW1 and SW2; see <see cref="UiccStatus"/>.</summary>
    public uint Status { get; init; }

    /// <summary>What the card answered, without the status words.</summary>
    [Layout(FieldLayout.SizeThenOffsetBytes)]
    [PersonalInformation]
    public MbimArray<byte> Response { get; init; }
}

/// <summary>MBIM_MS_SET_UICC_APDU.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.Apdu, BufferKind.Set)]
public readonly partial record struct SetUiccApdu
{
    /// <summary>A channel that OPEN_CHANNEL has opened, 1 to 19.</summary>
    public uint Channel { get; init; }

    public UiccSecureMessaging SecureMessaging { get; init; }

    public UiccClassByteType ClassByteType { get; init; }

    /// <summary>The whole APDU, at most 261 bytes. The function replaces its class byte.</summary>
    [Layout(FieldLayout.SizeThenOffsetBytes)]
    [PersonalInformation]
    public MbimArray<byte> Command { get; init; }
}

/// <summary>MBIM_MS_UICC_CLASS_BYTE_TYPE.</summary>
public enum UiccClassByteType : uint
{
    /// <summary>The first interindustry definition of ISO 7816-4.</summary>
    InterIndustry = 0,

    /// <summary>The extended definition of TS 102 221.</summary>
    Extended = 1,
}

/// <summary>MBIM_MS_UICC_SECURE_MESSAGING.</summary>
public enum UiccSecureMessaging : uint
{
    None = 0,

    /// <summary>Secure messaging, the command header not authenticated.</summary>
    NoHeaderAuthentication = 1,
}
