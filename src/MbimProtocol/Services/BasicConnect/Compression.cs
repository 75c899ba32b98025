namespace MbimProtocol.Services.BasicConnectService;

/// <summary>MBIM_COMPRESSION.</summary>
public enum Compression : uint
{
    None = 0,
    Enable = 1,
}
