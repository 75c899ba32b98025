using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_MS_ATR_INFO.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.Atr, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct AtrInfo
{
    /// <summary>The answer to reset, at most 33 bytes.</summary>
    [Layout(FieldLayout.SizeThenOffsetBytes)]
    public MbimArray<byte> Atr { get; init; }
}
