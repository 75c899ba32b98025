using MbimProtocol.Encoding;

namespace MbimProtocol.Services.AtdsService;

/// <summary>The signal of AT&amp;T's device service (as libmbim has the layout). Unknown is 99 for the first two, 255 for the others.</summary>
[InformationBuffer(AtdsCid.Signal, BufferKind.Response, EmptyQuery = true)]
public readonly partial record struct AtdsSignal
{
    /// <summary>A level that is not known.</summary>
    public const uint Unknown = 255;

    /// <summary>0 (-113 dBm) to 31 (-51 dBm).</summary>
    public uint Rssi { get; init; }

    /// <summary>0 to 7.</summary>
    public uint ErrorRate { get; init; }

    /// <summary>0 (-120 dBm) to 96 (-24 dBm).</summary>
    public uint Rscp { get; init; }

    /// <summary>0 (-24 dB) to 49 (0.5 dB), in steps of 0.5 dB.</summary>
    public uint Ecno { get; init; }

    /// <summary>0 (-19.5 dB) to 34 (-2.5 dB), in steps of 0.5 dB.</summary>
    public uint Rsrq { get; init; }

    /// <summary>0 (-140 dBm) to 97 (-43 dBm).</summary>
    public uint Rsrp { get; init; }

    /// <summary>0 (-5 dB) to 35 (30 dB).</summary>
    public uint Rssnr { get; init; }
}
