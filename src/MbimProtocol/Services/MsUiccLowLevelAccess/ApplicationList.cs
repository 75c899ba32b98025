using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>
/// MBIM_UICC_APP_LIST. Microsoft's page shows structures of 296 bytes behind one offset; modems, libmbim and Wireshark have a table of offsets and sizes,
/// as here.
/// </summary>
[InformationBuffer(MsUiccLowLevelAccessCid.ApplicationList, BufferKind.Response, EmptyQuery = true)]
public sealed partial record UiccAppList
{
    /// <summary>Of this layout: 1.</summary>
    public uint Version { get; init; } = 1;

    [CountOf(nameof(Apps))]
    public partial uint AppCount { get; }

    /// <summary>The application that the modem has selected for registration; 0xFFFFFFFF for none.</summary>
    public uint ActiveAppIndex { get; init; } = uint.MaxValue;

    [SizeOf(nameof(Apps))]
    public partial uint AppListSize { get; }

    public MbimArray<UiccAppInfo> Apps { get; init; }
}

/// <summary>MBIM_UICC_APP_INFO.</summary>
[MbimStructure]
public sealed partial record UiccAppInfo
{
    public UiccAppType AppType { get; init; }

    /// <summary>At most 16 bytes; none for the file systems of 2G cards.</summary>
    public MbimArray<byte> AppId { get; init; }

    /// <summary>At most 256 bytes.</summary>
    [Layout(FieldLayout.Utf8String)]
    public string AppName { get; init; } = "";

    [CountOf(nameof(PinRef))]
    public partial uint NumPins { get; }

    /// <summary>The key references of the application's PINs, at most 8 (TS 102 221, 9.4.2).</summary>
    public MbimArray<byte> PinRef { get; init; }
}

/// <summary>MBIM_UICC_APP_TYPE.</summary>
public enum UiccAppType : uint
{
    Unknown = 0,

    /// <summary>2G directories below the MF.</summary>
    Mf = 1,

    /// <summary>2G directories below DF_GSM.</summary>
    MfSim = 2,

    /// <summary>2G directories below DF_CDMA.</summary>
    MfRuim = 3,
    Usim = 4,
    Csim = 5,
    Isim = 6,
}
