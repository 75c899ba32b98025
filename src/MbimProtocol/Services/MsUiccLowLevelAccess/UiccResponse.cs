using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_UICC_RESPONSE.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.ReadBinary, BufferKind.Response)]
[InformationBuffer(MsUiccLowLevelAccessCid.ReadRecord, BufferKind.Response)]
public readonly partial record struct UiccResponse
{
    /// <summary>An empty one of the layout that there is.</summary>
    public UiccResponse()
    {
    }

    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <summary>SW1, 0 to 255.</summary>
    public uint StatusWord1 { get; init; }

    /// <summary>SW2, 0 to 255.</summary>
    public uint StatusWord2 { get; init; }

    /// <summary>The contents that were read, at most 32768 bytes.</summary>
    [PersonalInformation]
    public MbimArray<byte> ResponseData { get; init; }
}
