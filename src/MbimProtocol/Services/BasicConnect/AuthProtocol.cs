namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_AUTH_PROTOCOL.</summary>
public enum AuthProtocol : uint
{
    None = 0,
    Pap = 1,
    Chap = 2,
    MsChapV2 = 3,
}
