using MbimProtocol.Encoding;

namespace MbimProtocol.Services.IntelFirmwareUpdateService;

/// <summary>How the modem starts again (as libmbim has the layout): below MBIMEx 2.0 nothing is said, and the modem starts as ever.</summary>
[InformationBuffer(IntelFirmwareUpdateCid.ModemReboot, BufferKind.Set, EmptySet = true)]
public readonly partial record struct SetModemReboot
{
    [Since(MbimExVersion.V2)]
    public IntelBootMode BootMode { get; init; }

    /// <summary>No public page gives its unit or its meaning.</summary>
    [Since(MbimExVersion.V2)]
    public uint Timeout { get; init; }
}

/// <summary>What the modem does next.</summary>
public enum IntelBootMode : uint
{
    /// <summary>It starts again.</summary>
    Normal = 0,

    /// <summary>It starts its loader, which takes firmware and speaks no MBIM.</summary>
    Download = 1,

    /// <summary>It turns itself off.</summary>
    PowerOff = 2,

    /// <summary>It sets a register that a reset leaves alone, and goes on.</summary>
    NonResettableRegister = 3,

    /// <summary>It is configured, and neither starts again nor turns itself off.</summary>
    WithoutRebootOrPowerOff = 4,

    /// <summary>As <see cref="Download"/>, the fast way.</summary>
    FastDownload = 5,
}
