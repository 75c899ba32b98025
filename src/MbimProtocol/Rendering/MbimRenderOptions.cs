namespace MbimProtocol.Rendering;

/// <summary>How a message is shown.</summary>
public sealed record MbimRenderOptions
{
    /// <summary>The layouts of its information buffer.</summary>
    public MbimExVersion Version { get; init; } = MbimExVersion.V1;

    /// <summary>Shows IMSI, ICCID, IMEI, numbers, names and passwords; otherwise each of their characters is an asterisk, and raw bytes are counted only.</summary>
    public bool ShowPersonal { get; init; } = true;
}
