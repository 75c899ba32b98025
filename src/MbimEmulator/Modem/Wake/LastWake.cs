using MbimProtocol.Services.MsBasicConnectExtensionsService;

namespace MbimEmulator.Modem.Wake;

/// <summary>What has woken the host from its last sleep.</summary>
internal enum LastWake
{
    /// <summary>Nothing of the modem: it has not slept, sleeps, or has woken by itself.</summary>
    None,

    /// <summary>As <see cref="WakeType.CidResponse"/>.</summary>
    Response,

    /// <summary>As <see cref="WakeType.CidIndication"/>.</summary>
    Indication,

    /// <summary>As <see cref="WakeType.Packet"/>.</summary>
    Packet,
}
