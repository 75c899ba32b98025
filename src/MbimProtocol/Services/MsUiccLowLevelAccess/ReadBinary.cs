using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_UICC_ACCESS_BINARY.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.ReadBinary, BufferKind.Query)]
public readonly partial record struct UiccAccessBinary
{
    /// <summary>An empty one of the layout that there is.</summary>
    public UiccAccessBinary()
    {
    }

    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <inheritdoc cref="UiccFilePath.AppId"/>
    public MbimArray<byte> AppId { get; init; }

    /// <summary>File identifiers of 2 bytes, the first of which is 7FFF or 3F00.</summary>
    public MbimArray<byte> FilePath { get; init; }

    /// <summary>The first byte to read.</summary>
    public uint FileOffset { get; init; }

    /// <summary>How many bytes to read, also more than one APDU can.</summary>
    public uint NumberOfBytes { get; init; }

    /// <summary>PIN2, at most 16 bytes in the form that the host chooses; see <see cref="LocalPins"/>.</summary>
    [PersonalInformation]
    public MbimArray<byte> LocalPin { get; init; }

    /// <summary>For sets, of which there are none.</summary>
    [PersonalInformation]
    public MbimArray<byte> BinaryData { get; init; }
}
