namespace MbimProtocol.Rendering;

/// <summary>How a message is shown.</summary>
public sealed record MbimRenderOptions
{
    /// <summary>The layouts of its information buffer.</summary>
    public MbimExVersion Version { get; init; } = MbimExVersion.V1;

    /// <summary>Shows IMSI, ICCID, IMEI, numbers, names and passwords; otherwise each of their characters is an asterisk, and raw bytes are counted only.</summary>
    public bool ShowPersonal { get; init; } = true;

    /// <summary>The bytes are the beginning of a message that a log has cut: that the rest is missing is no error.</summary>
    public bool IsCut { get; init; }
}
