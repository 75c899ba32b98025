namespace MbimEmulator.Tool;

/// <summary>What <c>run --wait-for</c> waits for before its command starts or the ready file is written.</summary>
internal enum WaitStage
{
    /// <summary>All endpoints accept connections.</summary>
    Accepting,

    /// <summary>See <see cref="Modem.ModemStage.Ready"/>.</summary>
    Ready,

    /// <summary>See <see cref="Modem.ModemStage.Registered"/>.</summary>
    Registered,

    /// <summary>See <see cref="Modem.ModemStage.Attached"/>.</summary>
    Attached,

    /// <summary>See <see cref="Modem.ModemStage.Connected"/>.</summary>
    Connected,
}
