namespace MbimProtocol.Services;

/// <summary>MBIM_READY_INFO_FLAG.</summary>
[Flags]
public enum ReadyInfo : uint
{
    None = 0,
    ProtectUniqueId = 0x1,
}
