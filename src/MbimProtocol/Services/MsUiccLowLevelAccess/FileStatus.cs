using MbimProtocol.Encoding;
using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>MBIM_UICC_FILE_STATUS.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.FileStatus, BufferKind.Response)]
public sealed partial record UiccFileStatus
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <summary>SW1, 0 to 255.</summary>
    public uint StatusWord1 { get; init; }

    /// <summary>SW2, 0 to 255.</summary>
    public uint StatusWord2 { get; init; }

    public UiccFileAccessibility FileAccessibility { get; init; }

    public UiccFileType FileType { get; init; }

    public UiccFileStructure FileStructure { get; init; }

    /// <summary>The number of records; 1 for a transparent or TLV file.</summary>
    public uint ItemCount { get; init; }

    /// <summary>Bytes of a record, or of a whole transparent or TLV file. It is named Size in the specification.</summary>
    public uint ItemSize { get; init; }

    /// <summary>The first of the specification's four FileLockStatus: what READ needs.</summary>
    public PinTypeEx ReadLockStatus { get; init; }

    /// <summary>What UPDATE needs.</summary>
    public PinTypeEx UpdateLockStatus { get; init; }

    /// <summary>What ACTIVATE needs.</summary>
    public PinTypeEx ActivateLockStatus { get; init; }

    /// <summary>What DEACTIVATE needs.</summary>
    public PinTypeEx DeactivateLockStatus { get; init; }
}

/// <summary>MBIM_UICC_FILE_PATH.</summary>
[InformationBuffer(MsUiccLowLevelAccessCid.FileStatus, BufferKind.Query)]
public sealed partial record UiccFilePath
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    /// <summary>The application to whose ADF 7FFF refers, at most 16 bytes; none for 2G cards.</summary>
    public MbimArray<byte> AppId { get; init; }

    /// <summary>File identifiers of 2 bytes, the first of which is 7FFF or 3F00; at most 8 bytes.</summary>
    public MbimArray<byte> FilePath { get; init; }
}

/// <summary>MBIM_UICC_FILE_ACCESSIBILITY.</summary>
public enum UiccFileAccessibility : uint
{
    Unknown = 0,
    NotShareable = 1,
    Shareable = 2,
}

/// <summary>MBIM_UICC_FILE_TYPE.</summary>
public enum UiccFileType : uint
{
    Unknown = 0,
    WorkingEf = 1,
    InternalEf = 2,
    DfOrAdf = 3,
}

/// <summary>MBIM_UICC_FILE_STRUCTURE.</summary>
public enum UiccFileStructure : uint
{
    Unknown = 0,
    Transparent = 1,
    Cyclic = 2,
    Linear = 3,
    BerTlv = 4,
}
