namespace MbimProtocol;

/// <summary>
/// The Microsoft extended version (MBIMEx) that both sides agreed on through MS_BASIC_CONNECT_EXTENSIONS VERSION. It decides the layout of
/// several information buffers. The value is the bcdMBIMExtendedVersion of the wire.
/// </summary>
public enum MbimExVersion : ushort
{
    /// <summary>MBIM 1.0 without extensions.</summary>
    V1 = 0x0100,

    /// <summary>MBIMEx 2.0.</summary>
    V2 = 0x0200,

    /// <summary>MBIMEx 3.0.</summary>
    V3 = 0x0300,
}
