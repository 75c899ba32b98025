namespace MbimEmulator.Modem.Radio;

/// <summary>Whether the modem lets the host turn the radio on; an FCC lock does not, until a vendor's command has opened it.</summary>
public enum RadioLock
{
    /// <summary>It does.</summary>
    Off,

    /// <summary>RADIO_STATE on answers SUCCESS, and the radio stays off.</summary>
    Ignores,

    /// <summary>RADIO_STATE on answers OPERATION_NOT_ALLOWED.</summary>
    Refuses,
}
