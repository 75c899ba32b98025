using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_MS_UICC_RESET_INFO.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.Reset, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct UiccResetInfo
{
    public UiccPassThroughStatus PassThroughStatus { get; init; }
}

/// <summary>MBIM_MS_SET_UICC_RESET.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.Reset, BufferKind.Set)]
public readonly partial record struct SetUiccReset
{
    public UiccPassThroughAction PassThroughAction { get; init; }
}

/// <summary>MBIM_MS_UICC_PASSTHROUGH_ACTION.</summary>
public enum UiccPassThroughAction : uint
{
    Disable = 0,

    /// <summary>From the reset on, the function sends the card nothing of its own.</summary>
    Enable = 1,
}

/// <summary>MBIM_MS_UICC_PASSTHROUGH_STATUS.</summary>
public enum UiccPassThroughStatus : uint
{
    Disabled = 0,
    Enabled = 1,
}
