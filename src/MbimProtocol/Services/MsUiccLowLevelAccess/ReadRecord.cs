using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_UICC_ACCESS_RECORD.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.ReadRecord, BufferKind.Query)]
public sealed partial record UiccAccessRecord
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <inheritdoc cref="UiccFilePath.AppId"/>
    public MbimArray<byte> AppId { get; init; }

    /// <inheritdoc cref="UiccAccessBinary.FilePath"/>
    public MbimArray<byte> FilePath { get; init; }

    /// <summary>The record, from 1 on.</summary>
    public uint RecordNumber { get; init; }

    /// <inheritdoc cref="UiccAccessBinary.LocalPin"/>
    [PersonalInformation]
    public MbimArray<byte> LocalPin { get; init; }

    /// <summary>For sets, of which there are none.</summary>
    [PersonalInformation]
    public MbimArray<byte> RecordData { get; init; }
}
