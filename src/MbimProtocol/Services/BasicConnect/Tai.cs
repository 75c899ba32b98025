using MbimProtocol.Encoding;

namespace MbimProtocol.Services;

/// <summary>MBIM_TAI, the tracking area.</summary>
[MbimStructure]
public readonly partial record struct Tai
{
    /// <summary>0xFFFF when not known.</summary>
    public ushort PlmnMcc { get; init; }

    /// <summary>0xFFFF when not known.</summary>
    public ushort PlmnMnc { get; init; }

    /// <summary>0xFFFFFFFF when not known.</summary>
    public uint Tac { get; init; }
}
