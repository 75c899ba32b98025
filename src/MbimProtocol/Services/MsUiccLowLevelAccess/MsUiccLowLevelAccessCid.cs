using MbimProtocol.Encoding;

namespace MbimProtocol.Services.MsUiccLowLevelAccessService;

/// <summary>
/// The CIDs of Microsoft's low-level access to the UICC: 1 to 6 ("MB low level UICC access"), 7 to 10 ("MB UICC application and file system access",
/// where they are named UICC_APP_LIST, UICC_FILE_STATUS, UICC_ACCESS_BINARY and UICC_ACCESS_RECORD).
/// </summary>
[MbimService("c2f6588e-f037-4bc9-8665-f4d44bd09367", "MS UICC Low Level Access", IsHidden = true)]
public enum MsUiccLowLevelAccessCid : uint
{
    Atr = 1,
    OpenChannel = 2,
    CloseChannel = 3,
    Apdu = 4,
    TerminalCapability = 5,
    Reset = 6,
    ApplicationList = 7,
    FileStatus = 8,
    ReadBinary = 9,
    ReadRecord = 10,
}
