using MbimProtocol;

namespace MbimEmulator.Profiles;

/// <summary>The limits and habits of the MBIM function.</summary>
public sealed record FunctionProfile
{
    /// <summary>wMaxControlMessage in bytes, at least 64: OPEN agrees on this or less as the largest transfer both ways.</summary>
    public uint MaxControlMessage { get; init; } = 4096;

    /// <summary>Whether the function takes transfers of up to 4096 bytes when OPEN agreed on less, as hosts send them.</summary>
    public bool AcceptOversize { get; init; } = true;

    /// <summary>How much is forgiven in what the host sends.</summary>
    public MbimReadMode ReadMode { get; init; } = MbimReadMode.Tolerant;

    /// <summary>bMaxOutstandingCommandMessages: commands that may be outstanding; one more is answered BUSY.</summary>
    public int MaxOutstandingCommands { get; init; } = 16;

    /// <summary>The highest MBIMEx version that VERSION answers.</summary>
    public MbimExVersion MaxExtendedVersion { get; init; } = MbimExVersion.V3;

    /// <summary>
    /// Whether a profile may offer MBIMEx 2.0 or 3.0 though the modem lacks DEVICE_CAPS of MS Basic Connect Extensions (CID 6), without which hosts
    /// such as ModemManager do not use a modem of these versions.
    /// </summary>
    public bool AllowMissingDeviceCaps { get; init; }

    /// <summary>The blocks of the data plane.</summary>
    public NtbProfile Ntb { get; init; } = new();
}
