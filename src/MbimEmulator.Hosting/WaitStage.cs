namespace MbimEmulator.Hosting;

/// <summary>How far an emulator has come, for those who wait for it.</summary>
public enum WaitStage
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
