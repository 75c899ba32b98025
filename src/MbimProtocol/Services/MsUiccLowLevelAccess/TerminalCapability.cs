using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_MS_TERMINAL_CAPABILITY_INFO and MBIM_MS_SET_UICC_TERMINAL_CAPABILITY: the answer is what was set last.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.TerminalCapability, BufferKind.Set | BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct TerminalCapabilityInfo
{
    [CountOf(nameof(CapabilityList))]
    public partial uint ElementCount { get; }

    public MbimArray<TerminalCapabilityObject> CapabilityList { get; init; }
}

/// <summary>A terminal capability object, a TLV of TS 102 221, 11.1.19.</summary>
[MbimStructure]
public readonly partial record struct TerminalCapabilityObject
{
    /// <summary>The whole TLV.</summary>
    [Layout(FieldLayout.RemainingBytes)]
    public MbimArray<byte> Data { get; init; }
}
