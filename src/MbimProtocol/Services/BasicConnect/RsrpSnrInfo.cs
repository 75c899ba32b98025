using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_RSRP_SNR_INFO.</summary>
[MbimStructure]
public readonly partial record struct RsrpSnrInfo
{
    /// <summary>0 to 126, 127 when not known.</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 to 127, 128 when not known.</summary>
    public uint Snr { get; init; }

    public uint RsrpThreshold { get; init; }

    public uint SnrThreshold { get; init; }

    public DataClass SystemType { get; init; }
}
